-- +goose Up
ALTER TABLE users
  DROP CONSTRAINT IF EXISTS users_team_fkey,
  DROP CONSTRAINT IF EXISTS users_email_key,
  DROP CONSTRAINT IF EXISTS users_age_check;

-- A unique index is no unique constraint: ON CONFLICT ON CONSTRAINT and foreign keys tell them apart.
-- +goose Down
CREATE UNIQUE INDEX users_email_key ON users (email);
