-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE TABLE posts (id integer PRIMARY KEY);

-- +goose Down
DROP TABLE posts;
DROP TABLE users;
