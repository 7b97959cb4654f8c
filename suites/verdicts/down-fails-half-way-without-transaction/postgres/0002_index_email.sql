-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX idx_users_email ON users (email);

-- The index is gone when the second statement fails, and must be back for the next migration.
-- +goose Down
DROP INDEX idx_users_email;
DROP TABLE user;
