-- +goose Up
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE VIEW names AS SELECT name FROM users;

-- +goose Down
DROP VIEW names;
DROP TABLE users;
