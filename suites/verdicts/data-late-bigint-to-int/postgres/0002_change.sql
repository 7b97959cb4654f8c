-- The down works until the first number beyond 2147483647.

-- +goose Up
ALTER TABLE things ALTER COLUMN n TYPE bigint;

-- +goose Down
ALTER TABLE things ALTER COLUMN n TYPE integer;
