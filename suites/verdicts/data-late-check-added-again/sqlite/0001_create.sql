-- +goose Up
CREATE TABLE users (id INTEGER PRIMARY KEY, age INTEGER, CONSTRAINT users_age CHECK (age >= 18));

-- +goose Down
DROP TABLE users;
