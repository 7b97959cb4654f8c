-- The rows are mighar's own: the down makes a new column and forgets what the old one held.

-- +goose Up
ALTER TABLE users RENAME COLUMN paid TO settled;

-- +goose Down
ALTER TABLE users DROP COLUMN settled;
ALTER TABLE users ADD COLUMN paid boolean;
