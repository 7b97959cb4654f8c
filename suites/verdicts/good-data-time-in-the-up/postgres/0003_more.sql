-- And one that builds on them.

-- +goose Up
ALTER TABLE audit ADD COLUMN note TEXT;

-- +goose Down
ALTER TABLE audit DROP COLUMN note;
