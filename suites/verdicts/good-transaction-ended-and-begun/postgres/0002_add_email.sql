-- The tool's transaction is ended, so that the lock is not held while rows are changed, and begun anew for the tool
-- to end.

-- +goose Up
ALTER TABLE users ADD COLUMN email text;
COMMIT;
BEGIN;
UPDATE users SET email = '';

-- +goose Down
ALTER TABLE users DROP COLUMN email;
