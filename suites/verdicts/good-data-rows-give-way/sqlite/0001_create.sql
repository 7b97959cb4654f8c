-- +goose Up
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER, kind TEXT, title TEXT);

-- +goose Down
DROP TABLE posts;
DROP TABLE users;
