-- +goose Up
CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT NOT NULL COLLATE NOCASE UNIQUE ON CONFLICT IGNORE,
  age INTEGER CHECK (age >= 0)
);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE);
CREATE INDEX idx_users_age ON users (age) WHERE age IS NOT NULL;
CREATE VIEW adults AS SELECT id, email FROM users WHERE age >= 18;
-- +goose StatementBegin
CREATE TRIGGER users_lower AFTER INSERT ON users
BEGIN
  UPDATE users SET email = lower(email) WHERE id = NEW.id;
END;
-- +goose StatementEnd

-- +goose Down
DROP VIEW adults;
DROP TABLE posts;
DROP TABLE users;
