-- +goose Up
ALTER TABLE users ADD COLUMN IF NOT EXISTS age integer;
CREATE INDEX idx_users_age ON users (age);

-- Once more, with a role made in between.
-- +goose Down
DROP INDEX idx_users_age;
