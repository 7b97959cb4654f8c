-- Two digits are what the down can bring back.

-- +goose Up
ALTER TABLE things ALTER COLUMN price TYPE numeric(10,2);

-- +goose Down
ALTER TABLE things ALTER COLUMN price TYPE numeric(10,4);
