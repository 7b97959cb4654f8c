-- +goose Up
CREATE INDEX idx_users_name ON users (name);

-- +goose Down
DROP INDEX idx_users_name;
