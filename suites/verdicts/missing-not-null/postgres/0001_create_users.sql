-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL DEFAULT '');

-- +goose Down
DROP TABLE users;
