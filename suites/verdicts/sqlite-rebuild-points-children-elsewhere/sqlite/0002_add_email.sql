-- +goose Up
ALTER TABLE users ADD COLUMN email TEXT;

-- The old table is moved away first, and the foreign key of posts goes with it.
-- +goose Down
ALTER TABLE users RENAME TO users_old;
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO users SELECT id, name FROM users_old;
DROP TABLE users_old;
