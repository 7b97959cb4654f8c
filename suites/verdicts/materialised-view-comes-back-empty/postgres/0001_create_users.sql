-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, name text);
CREATE MATERIALIZED VIEW name_lengths AS SELECT length(name) AS length, count(*) AS n FROM users GROUP BY 1;

-- +goose Down
DROP MATERIALIZED VIEW name_lengths;
DROP TABLE users;
