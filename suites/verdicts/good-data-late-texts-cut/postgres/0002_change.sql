-- What is too long for the old column is cut, as nothing else can be done.

-- +goose Up
ALTER TABLE users ALTER COLUMN name TYPE text;

-- +goose Down
ALTER TABLE users ALTER COLUMN name TYPE varchar(20) USING left(name, 20);
