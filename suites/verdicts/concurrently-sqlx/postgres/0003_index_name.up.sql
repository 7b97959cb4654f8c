CREATE INDEX CONCURRENTLY idx_users_name ON users (name);
