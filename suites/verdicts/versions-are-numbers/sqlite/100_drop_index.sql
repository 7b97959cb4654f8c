-- +goose Up
DROP INDEX idx_users_name;

-- +goose Down
CREATE INDEX idx_users_name ON users (name);
