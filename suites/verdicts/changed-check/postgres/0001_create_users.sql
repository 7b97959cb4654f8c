-- +goose Up
CREATE TABLE users (
  id integer PRIMARY KEY,
  age integer CONSTRAINT users_age CHECK (age >= 0),
  name text CONSTRAINT users_name CHECK (name <> '')
);

-- +goose Down
DROP TABLE users;
