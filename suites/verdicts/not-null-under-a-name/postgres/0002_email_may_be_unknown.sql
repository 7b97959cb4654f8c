-- +goose Up
ALTER TABLE users ALTER COLUMN email DROP NOT NULL;
-- +goose Down
UPDATE users SET email = 'user' || id || '@example.org' WHERE email IS NULL;
-- No program can tell the name from the one that the server gave at first.
ALTER TABLE users ADD CONSTRAINT users_have_an_email NOT NULL email;
