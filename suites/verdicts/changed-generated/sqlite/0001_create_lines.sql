-- +goose Up
CREATE TABLE lines (
  id integer PRIMARY KEY,
  price integer,
  amount integer,
  total integer GENERATED ALWAYS AS (price * amount) VIRTUAL
);

-- +goose Down
DROP TABLE lines;
