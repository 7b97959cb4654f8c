-- +goose Up
DROP INDEX idx_users_email;

-- +goose Down
CREATE INDEX idx_users_email ON users (email);
