-- The same, declared.

-- mighar: loses users people without a number were test accounts
-- +goose Up
DELETE FROM users WHERE phone IS NULL;

-- +goose Down
SELECT 1;
