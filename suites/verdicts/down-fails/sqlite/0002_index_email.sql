-- +goose Up
CREATE INDEX idx_users_email ON users (email);

-- +goose Down
DROP INDEX idx_user_email;
