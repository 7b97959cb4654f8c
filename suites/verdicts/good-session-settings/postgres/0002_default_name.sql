-- With the setting of the one before, the backslash would be an escape.

-- +goose Up
PREPARE find AS SELECT name FROM users;
ALTER TABLE users ADD CONSTRAINT users_name CHECK (name <> 'C:\temp');

-- +goose Down
ALTER TABLE users DROP CONSTRAINT users_name;
