-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, name text);
GRANT SELECT ON users TO PUBLIC;
CREATE VIEW names AS SELECT name FROM users;
GRANT SELECT ON names TO PUBLIC;

-- +goose Down
DROP VIEW names;
DROP TABLE users;
