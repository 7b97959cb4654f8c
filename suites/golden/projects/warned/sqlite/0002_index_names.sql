-- mighar: allow schema the index helps the old release too
-- +goose Up
CREATE INDEX IF NOT EXISTS idx_users_name ON users (name);

-- +goose Down
SELECT 1;
