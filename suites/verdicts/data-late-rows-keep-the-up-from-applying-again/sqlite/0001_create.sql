-- +goose Up
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE features (name TEXT PRIMARY KEY);

-- +goose Down
DROP TABLE features;
DROP TABLE users;
