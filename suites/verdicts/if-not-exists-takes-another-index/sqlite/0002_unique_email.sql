-- The second up finds an index of this name and does not ask what it is.

-- +goose Up
CREATE UNIQUE INDEX IF NOT EXISTS idx_users_email ON users (email);

-- Written as if there had been a plain index before.
-- +goose Down
DROP INDEX idx_users_email;
CREATE INDEX idx_users_email ON users (email);
