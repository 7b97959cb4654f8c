-- No metadata.toml says that this one runs outside a transaction.
CREATE INDEX CONCURRENTLY idx_users_email ON users (email);
