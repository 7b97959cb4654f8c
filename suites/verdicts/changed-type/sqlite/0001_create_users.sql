-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, name varchar(50), age integer);

-- +goose Down
DROP TABLE users;
