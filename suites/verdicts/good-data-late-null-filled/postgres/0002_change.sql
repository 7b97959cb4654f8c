-- NULL becomes empty again before the old rule returns.

-- +goose Up
ALTER TABLE users ALTER COLUMN name DROP NOT NULL;

-- +goose Down
UPDATE users SET name = '' WHERE name IS NULL;
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
