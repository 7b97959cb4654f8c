-- +goose Up
ALTER TABLE users DROP CONSTRAINT users_age, DROP CONSTRAINT users_name;

-- One condition differs; the other one is the same, but never validated.
-- +goose Down
ALTER TABLE users ADD CONSTRAINT users_age CHECK (age > 0);
ALTER TABLE users ADD CONSTRAINT users_name CHECK (name <> '') NOT VALID;
