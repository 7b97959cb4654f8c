-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, email text);

-- +goose Down
DROP TABLE IF EXISTS users;
