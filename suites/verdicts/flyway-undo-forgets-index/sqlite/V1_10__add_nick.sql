-- After 1.2, as it uses its column.
CREATE INDEX idx_users_name ON users (name);
