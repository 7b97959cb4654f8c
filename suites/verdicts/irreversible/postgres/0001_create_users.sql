-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, phone text);

-- +goose Down
DROP TABLE users;
