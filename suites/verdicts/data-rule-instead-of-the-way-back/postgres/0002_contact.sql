-- The rule keeps the down from bringing the addresses back.
-- +goose Up
CREATE TABLE contacts AS SELECT id, email FROM users;
ALTER TABLE users DROP email;

-- +goose Down
ALTER TABLE users ADD email text NOT NULL DEFAULT 'nobody@example.org';
UPDATE users SET email = contacts.email FROM contacts WHERE contacts.id = users.id;
DROP TABLE contacts;
