-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL);
CREATE TABLE visits (id integer PRIMARY KEY, page text);
-- +goose Down
DROP TABLE visits;
DROP TABLE users;
