-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, name text, deleted_at text);
CREATE VIEW people AS SELECT id, name FROM users WHERE deleted_at IS NULL;

-- +goose Down
DROP VIEW people;
DROP TABLE users;
