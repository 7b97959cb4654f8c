-- Only the table is named, not its columns, constraints and indexes.

-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL UNIQUE);
CREATE TABLE posts (
  id integer PRIMARY KEY,
  user_id integer NOT NULL DEFAULT 1 REFERENCES users (id),
  title text CHECK (title <> ''),
  UNIQUE (user_id, title)
);
CREATE INDEX idx_posts_title ON posts (title);

-- +goose Down
DELETE FROM posts;
DELETE FROM users;
