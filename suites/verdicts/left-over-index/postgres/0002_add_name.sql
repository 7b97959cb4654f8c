-- +goose Up
ALTER TABLE users ADD COLUMN name text;
CREATE INDEX idx_users_email ON users (email);

-- +goose Down
ALTER TABLE users DROP COLUMN name;
