-- +goose Up
SET standard_conforming_strings = off;
SET check_function_bodies = off;
SET ROLE pg_monitor;
RESET ROLE;
CREATE TABLE users (id integer PRIMARY KEY, name text);
PREPARE find AS SELECT id FROM users;

-- +goose Down
DROP TABLE users;
