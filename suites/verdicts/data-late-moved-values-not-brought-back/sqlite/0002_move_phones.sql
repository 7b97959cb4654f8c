-- The down brings back what was there before the up, from a copy, and not the numbers that were written since.

-- +goose Up
CREATE TABLE phones (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL UNIQUE REFERENCES users (id), number TEXT NOT NULL);
INSERT INTO phones (id, user_id, number) SELECT id, id, phone FROM users WHERE phone IS NOT NULL;
CREATE TABLE phones_before AS SELECT id, phone FROM users;
ALTER TABLE users DROP COLUMN phone;

-- +goose Down
ALTER TABLE users ADD COLUMN phone TEXT;
UPDATE users SET phone = (SELECT b.phone FROM phones_before b WHERE b.id = users.id);
DROP TABLE phones_before;
DROP TABLE phones;
