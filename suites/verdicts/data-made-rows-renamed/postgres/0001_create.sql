-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, paid boolean);

-- +goose Down
DROP TABLE users;
