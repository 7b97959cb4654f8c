-- The loss is declared, and so it is none.

-- mighar: loses users.phone nobody calls any more
-- +goose Up
ALTER TABLE users DROP COLUMN phone;

-- +goose Down
ALTER TABLE users ADD COLUMN phone TEXT;
