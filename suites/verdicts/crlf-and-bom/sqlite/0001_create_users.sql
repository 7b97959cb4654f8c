-- +goose Up
CREATE TABLE users (
  id integer PRIMARY KEY,
  note text DEFAULT 'two
lines'
);

-- +goose Down
DROP TABLE users;
