-- Nothing brings back what a dropped column held.

-- +goose Up
ALTER TABLE users DROP COLUMN phone;

-- +goose Down
ALTER TABLE users ADD COLUMN phone TEXT;
