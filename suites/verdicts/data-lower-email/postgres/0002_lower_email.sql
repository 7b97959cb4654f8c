-- Which letters were capitals is known to nobody afterwards.

-- +goose Up
UPDATE users SET email = lower(email);

-- +goose Down
SELECT 1;
