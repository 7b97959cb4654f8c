-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, code text COLLATE "C");

-- +goose Down
DROP TABLE users;
