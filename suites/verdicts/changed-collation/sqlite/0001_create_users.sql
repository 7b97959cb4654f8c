-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, email text COLLATE NOCASE);

-- +goose Down
DROP TABLE users;
