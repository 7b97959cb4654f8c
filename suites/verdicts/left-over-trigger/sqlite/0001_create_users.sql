-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, email text, updated_at text);

-- +goose Down
DROP TABLE users;
