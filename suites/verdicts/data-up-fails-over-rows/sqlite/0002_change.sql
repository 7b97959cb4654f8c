-- No row can have the new column.

-- +goose Up
ALTER TABLE users ADD COLUMN email text NOT NULL;

-- +goose Down
ALTER TABLE users DROP COLUMN email;
