-- +goose NO TRANSACTION
-- +goose Up
PRAGMA foreign_keys = OFF;
CREATE TABLE users (id integer PRIMARY KEY);
CREATE TABLE posts (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE);

-- +goose Down
DROP TABLE posts;
DROP TABLE users;
