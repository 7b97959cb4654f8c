-- The down brings back every number that there is room for: of several, the first.

-- +goose Up
CREATE TABLE phones (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id), number TEXT NOT NULL);
INSERT INTO phones (id, user_id, number) SELECT id, id, phone FROM users WHERE phone IS NOT NULL;
ALTER TABLE users DROP COLUMN phone;

-- +goose Down
ALTER TABLE users ADD COLUMN phone TEXT;
UPDATE users SET phone = (SELECT p.number FROM phones p WHERE p.user_id = users.id ORDER BY p.id LIMIT 1);
DROP TABLE phones;
