-- +goose Up
CREATE DOMAIN email AS text CHECK (VALUE ~ '@');
CREATE TYPE address AS (street text, city text);
CREATE TYPE price_range AS RANGE (subtype = numeric);
CREATE TABLE users (id integer PRIMARY KEY, email email, home address, budget price_range);

-- +goose Down
DROP TABLE users;
