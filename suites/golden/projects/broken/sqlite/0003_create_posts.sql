-- +goose Up
CREATE TABLE posts (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users (id),
  body TEXT NOT NULL DEFAULT ''
);
CREATE INDEX idx_posts_user ON posts (user_id);

-- +goose Down
DROP TABLE posts;
