-- +goose Up
ALTER TABLE users DROP COLUMN age;

-- +goose Down
ALTER TABLE users ADD COLUMN age integer CONSTRAINT users_age CHECK (age > 0);
