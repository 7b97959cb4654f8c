-- The down fails over a row without a name and has done a part of its work by then, so that no row can be taken away to
-- see over which one.

-- +goose NO TRANSACTION
-- +goose Up
ALTER TABLE users ALTER COLUMN name DROP NOT NULL;

-- +goose Down
UPDATE users SET name = upper(name) WHERE id > 1000;
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
