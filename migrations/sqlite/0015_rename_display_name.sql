-- A rename keeps the values both ways; a new column beside the old one would not. Views that read the column
-- follow by themselves.

-- +goose Up
ALTER TABLE users RENAME COLUMN display_name TO full_name;

-- +goose Down
ALTER TABLE users RENAME COLUMN full_name TO display_name;
