-- Flyway sees that this cannot run in a transaction.
CREATE INDEX CONCURRENTLY idx_users_email ON users (email);
