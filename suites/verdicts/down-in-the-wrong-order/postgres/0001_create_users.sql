-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY);
CREATE TABLE posts (id integer PRIMARY KEY, user_id integer REFERENCES users (id));

-- +goose Down
DROP TABLE users;
DROP TABLE posts;
