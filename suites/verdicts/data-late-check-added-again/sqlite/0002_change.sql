-- The down works until somebody is younger than the old rule allows.

-- +goose Up
CREATE TABLE users_new (id INTEGER PRIMARY KEY, age INTEGER);
INSERT INTO users_new (id, age) SELECT id, age FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;

-- +goose Down
CREATE TABLE users_new (id INTEGER PRIMARY KEY, age INTEGER, CONSTRAINT users_age CHECK (age >= 18));
INSERT INTO users_new (id, age) SELECT id, age FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
