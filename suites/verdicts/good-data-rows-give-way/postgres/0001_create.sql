-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE TABLE posts (id integer PRIMARY KEY, user_id integer, kind text, size text, title text);

-- +goose Down
DROP TABLE posts;
DROP TABLE users;
