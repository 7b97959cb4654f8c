-- +goose Up
CREATE TABLE counters (id integer PRIMARY KEY, n integer);

-- +goose Down
DROP TABLE counters;
