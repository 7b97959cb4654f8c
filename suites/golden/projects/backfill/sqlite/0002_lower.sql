-- +goose Up
ALTER TABLE users ADD COLUMN email_as_written TEXT;
UPDATE users SET email_as_written = email, email = lower(email);

-- +goose Down
UPDATE users SET email = email_as_written WHERE email_as_written IS NOT NULL;
ALTER TABLE users DROP COLUMN email_as_written;
