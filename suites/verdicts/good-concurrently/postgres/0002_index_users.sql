-- +goose NO TRANSACTION
-- +goose Up
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS uq_users_email ON users (email);
CREATE INDEX CONCURRENTLY idx_users_name ON users (name) WHERE name <> '';
REINDEX INDEX CONCURRENTLY idx_users_name;
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX uq_users_email;
VACUUM users;

-- +goose Down
DROP INDEX CONCURRENTLY idx_users_name;
ALTER TABLE users DROP CONSTRAINT users_email_key;
