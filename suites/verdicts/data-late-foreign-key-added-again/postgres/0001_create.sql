-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY);
CREATE TABLE posts (id integer PRIMARY KEY, user_id integer, CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id));

-- +goose Down
DROP TABLE posts;
DROP TABLE users;
