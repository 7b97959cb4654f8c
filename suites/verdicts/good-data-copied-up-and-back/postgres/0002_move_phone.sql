-- +goose Up
ALTER TABLE users ADD COLUMN mobile TEXT;
UPDATE users SET mobile = phone;
ALTER TABLE users DROP COLUMN phone;

-- +goose Down
ALTER TABLE users ADD COLUMN phone TEXT;
UPDATE users SET phone = mobile;
ALTER TABLE users DROP COLUMN mobile;
