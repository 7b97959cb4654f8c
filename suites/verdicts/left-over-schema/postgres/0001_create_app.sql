-- +goose Up
CREATE SCHEMA IF NOT EXISTS app;
CREATE TABLE app.users (id integer PRIMARY KEY);

-- +goose Down
DROP TABLE app.users;
