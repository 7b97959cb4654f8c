-- Rows that are written between count what other rows hold: no work of the down.

-- +goose Up
ALTER TABLE clicks ADD COLUMN referrer text;

-- +goose Down
ALTER TABLE clicks DROP COLUMN referrer;
