-- None of this can be said of rows that are made up; those of the project are as it wants them.

-- +goose Up
CREATE TABLE posts_new (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id), kind TEXT UNIQUE, title TEXT CHECK (length(title) < 5));
INSERT INTO posts_new (id, user_id, kind, title) SELECT id, user_id, kind, title FROM posts;
DROP TABLE posts;
ALTER TABLE posts_new RENAME TO posts;

-- +goose Down
CREATE TABLE posts_new (id INTEGER PRIMARY KEY, user_id INTEGER, kind TEXT, title TEXT);
INSERT INTO posts_new (id, user_id, kind, title) SELECT id, user_id, kind, title FROM posts;
DROP TABLE posts;
ALTER TABLE posts_new RENAME TO posts;
