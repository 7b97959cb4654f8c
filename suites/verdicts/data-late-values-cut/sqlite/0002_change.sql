-- The down cuts what the old column would hold.

-- +goose Up
ALTER TABLE users ADD COLUMN nick text;

-- +goose Down
UPDATE users SET name = substr(name, 1, 3) WHERE nick IS NOT NULL;
ALTER TABLE users DROP COLUMN nick;
