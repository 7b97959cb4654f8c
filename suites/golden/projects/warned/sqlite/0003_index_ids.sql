-- mighar: allow down there was trouble once
-- +goose Up
CREATE INDEX idx_users_id ON users (id);

-- +goose Down
DROP INDEX idx_users_id;
