-- Nothing is lost, so that the declaration is worth a warning.

-- mighar: loses users.phone nobody calls any more
-- +goose Up
ALTER TABLE users ADD COLUMN name TEXT;

-- +goose Down
ALTER TABLE users DROP COLUMN name;
