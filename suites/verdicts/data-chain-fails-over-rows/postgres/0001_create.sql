-- +goose Up
CREATE TABLE counters (id integer PRIMARY KEY, n integer);

-- +goose Down
CREATE TABLE guard (n integer CHECK (n <> 123456789));
INSERT INTO guard SELECT n FROM counters;
DROP TABLE guard;
DROP TABLE counters;
