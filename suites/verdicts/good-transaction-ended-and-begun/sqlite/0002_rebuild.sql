-- The tool's transaction is ended, since the pragma does nothing in one, and begun anew for the tool to end.

-- +goose Up
COMMIT;
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE new_users (id integer PRIMARY KEY, email text);
INSERT INTO new_users (id) SELECT id FROM users;
DROP TABLE users;
ALTER TABLE new_users RENAME TO users;
COMMIT;
PRAGMA foreign_keys = ON;
BEGIN;

-- +goose Down
ALTER TABLE users DROP COLUMN email;
