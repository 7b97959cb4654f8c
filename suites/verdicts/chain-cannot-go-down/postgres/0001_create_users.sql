-- Each migration is right as seen from its own step. All the way down, 0001 meets rows that 0002 moved on its
-- way and its down did not bring back.

-- +goose Up
CREATE TABLE counters (id integer PRIMARY KEY, n integer);
INSERT INTO counters (id, n) VALUES (1, 0);

-- +goose Down
INSERT INTO counters (id, n) VALUES (2, 0);
DROP TABLE counters;
