-- +goose Up
CREATE TABLE roles (id integer PRIMARY KEY, name text NOT NULL);
CREATE UNIQUE INDEX uq_roles_name ON roles (name);

-- +goose Down
DROP TABLE roles;
