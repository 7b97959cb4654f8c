-- +goose Up
CREATE TABLE users (
  id INTEGER PRIMARY KEY, -- a comment that stays in the catalog
  name TEXT NOT NULL,
  CONSTRAINT users_name CHECK (name <> '')
);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users);
CREATE INDEX idx_users_name ON users (name);
CREATE VIEW names AS SELECT u.name FROM users AS u;
-- +goose StatementBegin
CREATE TRIGGER posts_check BEFORE INSERT ON posts
BEGIN
  SELECT CASE WHEN (SELECT name FROM users WHERE id = NEW.user_id) = ';' THEN RAISE(ABORT, 'END;') END;
END;
-- +goose StatementEnd

-- +goose Down
DROP VIEW names;
DROP TABLE posts;
DROP TABLE users;
