-- +goose Up
ALTER TABLE users DISABLE TRIGGER users_quiet;

-- Meant to enable it.
-- +goose Down
ALTER TABLE users ENABLE REPLICA TRIGGER users_quiet;
