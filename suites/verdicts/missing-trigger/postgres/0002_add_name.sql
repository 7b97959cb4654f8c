-- +goose Up
DROP TRIGGER IF EXISTS users_unchanged ON users;
ALTER TABLE users ADD COLUMN name text;

-- +goose Down
ALTER TABLE users DROP COLUMN name;
