-- +goose Up
ALTER TABLE things ALTER COLUMN at TYPE timestamptz USING at AT TIME ZONE 'UTC';

-- +goose Down
ALTER TABLE things ALTER COLUMN at TYPE timestamp USING at AT TIME ZONE 'UTC';
