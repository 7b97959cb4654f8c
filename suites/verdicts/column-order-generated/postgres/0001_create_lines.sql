-- +goose Up
CREATE TABLE lines (
  id integer PRIMARY KEY, net numeric, gross numeric GENERATED ALWAYS AS (net * 1.19) STORED, note text
);

-- +goose Down
DROP TABLE lines;
