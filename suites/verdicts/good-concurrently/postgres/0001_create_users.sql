-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, email text, name text);

-- +goose Down
DROP TABLE users;
