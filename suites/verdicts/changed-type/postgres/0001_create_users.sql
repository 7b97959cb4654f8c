-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, name varchar(50), joined timestamp with time zone, age integer);

-- +goose Down
DROP TABLE users;
