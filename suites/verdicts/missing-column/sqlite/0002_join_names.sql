-- +goose Up
ALTER TABLE users ADD COLUMN name text;
DROP INDEX idx_users_last_name;
ALTER TABLE users DROP COLUMN last_name;
ALTER TABLE users DROP COLUMN first_name;

-- +goose Down
ALTER TABLE users DROP COLUMN name;
ALTER TABLE users ADD COLUMN first_name text;
