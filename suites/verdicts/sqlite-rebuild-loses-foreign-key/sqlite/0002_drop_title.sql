-- +goose Up
ALTER TABLE posts DROP COLUMN title;

-- +goose Down
CREATE TABLE posts_new (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL,
  editor_id INTEGER REFERENCES users (id),
  title TEXT
);
INSERT INTO posts_new (id, user_id, editor_id) SELECT id, user_id, editor_id FROM posts;
DROP TABLE posts;
ALTER TABLE posts_new RENAME TO posts;
