-- The down works until somebody is younger than the old rule allows.

-- +goose Up
ALTER TABLE users DROP CONSTRAINT users_age;

-- +goose Down
ALTER TABLE users ADD CONSTRAINT users_age CHECK (age >= 18);
