-- A numeric keeps six digits of what the float held.

-- +goose Up
ALTER TABLE things ALTER COLUMN weight TYPE numeric;

-- +goose Down
ALTER TABLE things ALTER COLUMN weight TYPE real;
