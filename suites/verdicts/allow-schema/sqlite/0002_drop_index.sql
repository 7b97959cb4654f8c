-- mighar: allow schema the index was never used, see the report of 12 May

-- +goose Up
DROP INDEX IF EXISTS idx_users_email;
CREATE INDEX idx_users_name ON users (name);

-- +goose Down
DROP INDEX idx_users_name;
