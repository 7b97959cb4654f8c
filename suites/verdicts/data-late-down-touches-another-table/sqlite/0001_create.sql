-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE TABLE log (id integer PRIMARY KEY, line text);

-- +goose Down
DROP TABLE log;
DROP TABLE users;
