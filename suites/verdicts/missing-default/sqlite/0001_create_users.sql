-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, role text DEFAULT 'author');

-- +goose Down
DROP TABLE users;
