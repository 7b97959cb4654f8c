-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, updated_at timestamp);

-- +goose Down
DROP TABLE users;
