-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, email text);
CREATE TABLE posts (id integer PRIMARY KEY, title text);

-- +goose Down
DROP TABLE posts;
DROP TABLE users;
