-- +goose Up
DROP INDEX IF EXISTS idx_users_email;
DROP INDEX uq_users_name;

-- +goose Down
CREATE UNIQUE INDEX uq_users_name ON users (name);
