-- +goose Up
ALTER TABLE users RENAME COLUMN name TO "full name";

-- +goose Down
ALTER TABLE users RENAME COLUMN "full name" TO name;
