-- +migrate Up notransaction
CREATE INDEX CONCURRENTLY idx_users_id ON users (id);
ANALYZE users;

-- +migrate Down notransaction
DROP INDEX CONCURRENTLY idx_users_id;
ANALYZE users;
