-- +goose Up
ALTER TABLE users OWNER TO pg_monitor;
CREATE VIEW ids AS SELECT id FROM users;

-- +goose Down
DROP VIEW ids;
