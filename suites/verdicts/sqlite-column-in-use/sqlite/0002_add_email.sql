-- DROP COLUMN refuses while an index uses the column.

-- +goose Up
ALTER TABLE users ADD COLUMN email TEXT;
CREATE INDEX idx_users_email ON users (email);

-- +goose Down
ALTER TABLE users DROP COLUMN email;
DROP INDEX idx_users_email;
