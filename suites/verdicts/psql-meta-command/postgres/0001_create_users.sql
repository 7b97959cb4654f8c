-- +goose Up
\set ON_ERROR_STOP on
CREATE TABLE users (id integer PRIMARY KEY);

-- +goose Down
DROP TABLE users;
