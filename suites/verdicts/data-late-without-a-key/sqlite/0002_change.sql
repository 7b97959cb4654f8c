-- Rows are told apart by all they hold; the down deletes some.

-- +goose Up
ALTER TABLE log ADD COLUMN level integer;

-- +goose Down
DELETE FROM log WHERE level IS NOT NULL;
ALTER TABLE log DROP COLUMN level;
