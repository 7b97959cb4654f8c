-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, name varchar(20));

-- +goose Down
DROP TABLE users;
