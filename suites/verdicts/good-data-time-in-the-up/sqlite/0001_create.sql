-- +goose Up
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, joined TIMESTAMP);

-- +goose Down
DROP TABLE users;
