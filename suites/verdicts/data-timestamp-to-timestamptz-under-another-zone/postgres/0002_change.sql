-- What the up takes for UTC, the down writes as the time in another zone.

-- +goose Up
ALTER TABLE things ALTER COLUMN at TYPE timestamptz USING at AT TIME ZONE 'UTC';

-- +goose Down
SET LOCAL TimeZone = 'America/New_York';
ALTER TABLE things ALTER COLUMN at TYPE timestamp;
