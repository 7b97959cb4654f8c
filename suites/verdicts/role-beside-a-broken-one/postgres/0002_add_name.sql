-- +goose Up
ALTER TABLE users ADD COLUMN IF NOT EXISTS name text;
CREATE INDEX idx_users_name ON users (name);

-- The column is left over, so that the state before the next one has to be made anew.
-- +goose Down
DROP INDEX idx_users_name;
