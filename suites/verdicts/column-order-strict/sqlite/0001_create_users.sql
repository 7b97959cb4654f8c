-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, name text, email text);

-- +goose Down
DROP TABLE users;
