ALTER TABLE users ADD COLUMN name text;
CREATE INDEX idx_users_email ON users (email);
