-- The down sets all to one value instead of taking back what the up did.

-- +goose Up
ALTER TABLE users ADD COLUMN kind TEXT;

-- +goose Down
ALTER TABLE users DROP COLUMN kind;
UPDATE users SET phone = '';
