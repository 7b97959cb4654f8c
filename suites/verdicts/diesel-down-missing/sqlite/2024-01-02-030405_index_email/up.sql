-- There is no down.sql.
CREATE INDEX idx_users_email ON users (email);
