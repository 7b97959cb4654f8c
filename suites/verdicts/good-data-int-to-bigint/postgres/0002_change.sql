-- +goose Up
ALTER TABLE things ALTER COLUMN id TYPE bigint, ALTER COLUMN n TYPE bigint;

-- +goose Down
ALTER TABLE things ALTER COLUMN id TYPE int, ALTER COLUMN n TYPE int;
