-- +goose Up
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));

-- +goose Down
DROP TABLE posts;
DROP TABLE users;
