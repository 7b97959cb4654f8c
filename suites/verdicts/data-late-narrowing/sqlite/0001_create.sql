-- +goose Up
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT CHECK (length(name) <= 20));

-- +goose Down
DROP TABLE users;
