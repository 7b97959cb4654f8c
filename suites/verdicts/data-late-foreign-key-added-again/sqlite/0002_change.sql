-- The down works until a row refers to nothing.

-- +goose Up
CREATE TABLE posts_new (id integer PRIMARY KEY, user_id integer);
INSERT INTO posts_new (id, user_id) SELECT id, user_id FROM posts;
DROP TABLE posts;
ALTER TABLE posts_new RENAME TO posts;

-- +goose Down
CREATE TABLE posts_new (id integer PRIMARY KEY, user_id integer, CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id));
INSERT INTO posts_new (id, user_id) SELECT id, user_id FROM posts;
DROP TABLE posts;
ALTER TABLE posts_new RENAME TO posts;
