-- The second up makes the temporary table once more, in a session of its own.

-- +goose Up
CREATE TEMPORARY TABLE work AS SELECT id FROM users;
CREATE TABLE people (id integer PRIMARY KEY);
INSERT INTO people (id) SELECT id FROM work;

-- +goose Down
CREATE TEMPORARY TABLE work (id integer);
DROP TABLE people;
