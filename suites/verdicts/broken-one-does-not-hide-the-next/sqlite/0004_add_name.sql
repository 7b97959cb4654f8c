-- +goose Up
ALTER TABLE users ADD COLUMN name text;
CREATE INDEX idx_users_name ON users (name);

-- The column is left over.
-- +goose Down
DROP INDEX idx_users_name;
