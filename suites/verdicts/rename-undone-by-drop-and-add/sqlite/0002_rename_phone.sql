-- +goose Up
ALTER TABLE users RENAME COLUMN phone TO mobile;

-- What the rename would have kept goes with the column: its default, its index, and its values.
-- +goose Down
DROP INDEX IF EXISTS idx_users_phone;
ALTER TABLE users DROP COLUMN mobile;
ALTER TABLE users ADD COLUMN phone text;
