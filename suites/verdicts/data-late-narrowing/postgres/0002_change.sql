-- The down works until the first text that is longer than the old column.

-- +goose Up
ALTER TABLE users ALTER COLUMN name TYPE text;

-- +goose Down
ALTER TABLE users ALTER COLUMN name TYPE varchar(20);
