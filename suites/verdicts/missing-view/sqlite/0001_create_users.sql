-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE VIEW names AS SELECT name FROM users;

-- +goose Down
DROP VIEW IF EXISTS names;
DROP TABLE users;
