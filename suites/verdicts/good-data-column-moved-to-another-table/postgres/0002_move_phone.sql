-- +goose Up
CREATE TABLE phones (user_id INTEGER PRIMARY KEY, phone TEXT);
INSERT INTO phones SELECT id, phone FROM users;
ALTER TABLE users DROP COLUMN phone;

-- +goose Down
ALTER TABLE users ADD COLUMN phone TEXT;
UPDATE users SET phone = (SELECT p.phone FROM phones AS p WHERE p.user_id = users.id);
DROP TABLE phones;
