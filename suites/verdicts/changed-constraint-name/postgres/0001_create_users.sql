-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, age integer CHECK (age >= 0), email text UNIQUE);

-- +goose Down
DROP TABLE users;
