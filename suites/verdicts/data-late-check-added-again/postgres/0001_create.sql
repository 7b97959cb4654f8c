-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, age integer, CONSTRAINT users_age CHECK (age >= 18));

-- +goose Down
DROP TABLE users;
