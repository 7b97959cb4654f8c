-- This applies over the rows of somebody who has some, and not to a new database, nor after all downs.

-- +goose Up
CREATE TABLE totals (rows integer NOT NULL CHECK (rows > 0));
INSERT INTO totals SELECT count(*) FROM counters;

-- +goose Down
DROP TABLE totals;
