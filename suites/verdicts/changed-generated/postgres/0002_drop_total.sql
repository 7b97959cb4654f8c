-- +goose Up
ALTER TABLE lines DROP COLUMN total;

-- +goose Down
ALTER TABLE lines ADD COLUMN total integer;
