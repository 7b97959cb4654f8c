-- The up renames; the down makes a new column and forgets what the old one held.

-- +goose Up
ALTER TABLE users RENAME COLUMN phone TO mobile;

-- +goose Down
ALTER TABLE users DROP COLUMN mobile;
ALTER TABLE users ADD COLUMN phone TEXT;
