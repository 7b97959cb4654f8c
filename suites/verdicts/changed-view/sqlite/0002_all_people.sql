-- +goose Up
DROP VIEW people;
CREATE VIEW people AS SELECT id, name, deleted_at FROM users;

-- The condition is forgotten.
-- +goose Down
DROP VIEW people;
CREATE VIEW people AS SELECT id, name FROM users;
