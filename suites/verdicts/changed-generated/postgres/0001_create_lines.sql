-- +goose Up
CREATE TABLE lines (
  id integer PRIMARY KEY,
  price integer,
  amount integer,
  total integer GENERATED ALWAYS AS (price * amount) STORED
);

-- +goose Down
DROP TABLE lines;
