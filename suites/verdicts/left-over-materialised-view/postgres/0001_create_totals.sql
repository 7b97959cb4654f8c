-- +goose Up
CREATE MATERIALIZED VIEW totals AS SELECT 1 AS day, 2 AS total;
CREATE UNIQUE INDEX uq_totals_day ON totals (day);
CREATE TABLE users (id integer PRIMARY KEY);

-- +goose Down
DROP TABLE users;
