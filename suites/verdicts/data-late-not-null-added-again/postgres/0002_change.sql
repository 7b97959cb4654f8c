-- The down works until the first row without a name.

-- +goose Up
ALTER TABLE users ALTER COLUMN name DROP NOT NULL;

-- +goose Down
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
