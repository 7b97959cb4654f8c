-- +goose Up
CREATE TABLE IF NOT EXISTS users_copy (id integer PRIMARY KEY, name text NOT NULL);

-- +goose Down
ALTER TABLE users_copy DROP COLUMN name;
