-- Several statements in one message are one transaction.
ALTER TABLE users ADD COLUMN nickname text;
CREATE INDEX CONCURRENTLY idx_users_name ON users (name);
