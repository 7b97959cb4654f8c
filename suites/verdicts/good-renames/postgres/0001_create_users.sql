-- +goose Up
CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL UNIQUE, boss integer REFERENCES users (id));

-- +goose Down
DROP TABLE users;
