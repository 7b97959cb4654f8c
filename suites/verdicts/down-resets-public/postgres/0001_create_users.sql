-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY);

-- Quick, and it takes along what everybody may do in the schema, its owner and its comment.
-- +goose Down
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
