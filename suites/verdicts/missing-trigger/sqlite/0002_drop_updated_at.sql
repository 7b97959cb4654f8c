-- +goose Up
DROP TRIGGER IF EXISTS users_touch;
ALTER TABLE users DROP COLUMN updated_at;

-- +goose Down
ALTER TABLE users ADD COLUMN updated_at text;
