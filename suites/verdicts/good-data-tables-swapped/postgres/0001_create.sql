-- +goose Up
CREATE TABLE a (id integer PRIMARY KEY, name text);
CREATE TABLE b (id integer PRIMARY KEY, size integer);

-- +goose Down
DROP TABLE b;
DROP TABLE a;
