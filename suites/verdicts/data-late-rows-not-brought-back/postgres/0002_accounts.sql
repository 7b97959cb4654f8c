-- The down leaves out what only the new table knows of, and what the old one could have held.

-- +goose Up
CREATE TABLE accounts (id INTEGER PRIMARY KEY, email TEXT NOT NULL, full_name TEXT, closed BOOLEAN NOT NULL DEFAULT FALSE);
INSERT INTO accounts (id, email, full_name) SELECT id, email, name FROM users;
DROP TABLE users;

-- +goose Down
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL, name TEXT);
INSERT INTO users (id, email, name) SELECT id, email, full_name FROM accounts WHERE NOT closed;
DROP TABLE accounts;
