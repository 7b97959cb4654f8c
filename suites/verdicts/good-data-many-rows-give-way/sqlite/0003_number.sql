-- No text that is made up is a number: all of these rows have to go.
-- +goose Up
CREATE TABLE numbered (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER) STRICT;
INSERT INTO numbered (id, name, age) SELECT id, name, age FROM users;
DROP TABLE users;
ALTER TABLE numbered RENAME TO users;
CREATE UNIQUE INDEX users_name ON users (name);

-- +goose Down
CREATE TABLE named (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age TEXT);
INSERT INTO named (id, name, age) SELECT id, name, age FROM users;
DROP TABLE users;
ALTER TABLE named RENAME TO users;
CREATE UNIQUE INDEX users_name ON users (name);
