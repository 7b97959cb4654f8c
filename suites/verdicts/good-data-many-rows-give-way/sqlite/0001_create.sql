-- +goose Up
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age TEXT);

-- +goose Down
DROP TABLE users;
