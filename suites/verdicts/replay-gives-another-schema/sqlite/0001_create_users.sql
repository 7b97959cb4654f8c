-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE TABLE migrated (done integer);

-- +goose Down
DROP TABLE migrated;
DROP TABLE users;
