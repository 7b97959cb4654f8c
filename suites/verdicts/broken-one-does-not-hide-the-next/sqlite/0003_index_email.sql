-- +goose Up
CREATE INDEX idx_users_email ON users (email);

-- The down has a typo.
-- +goose Down
DROP INDEX idx_user_email;
