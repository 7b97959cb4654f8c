-- ... but two statements in one message are a transaction.
-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY idx_users_id ON users (id);
ANALYZE users;
-- migrate:down transaction:false
DROP INDEX CONCURRENTLY idx_users_id;
