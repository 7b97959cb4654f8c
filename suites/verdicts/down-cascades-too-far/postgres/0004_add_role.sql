-- +goose Up
CREATE DOMAIN role AS text CHECK (VALUE IN ('admin', 'author'));
ALTER TABLE users ADD COLUMN role role NOT NULL DEFAULT 'author';
CREATE OR REPLACE VIEW authors AS SELECT id, name, role FROM users WHERE role = 'author';

-- CASCADE takes the column with the type, and with the column the view of the migration before.
-- +goose Down
DROP DOMAIN role CASCADE;
