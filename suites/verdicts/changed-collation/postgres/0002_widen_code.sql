-- +goose Up
ALTER TABLE users ALTER COLUMN code TYPE varchar(10) COLLATE "POSIX";

-- +goose Down
ALTER TABLE users ALTER COLUMN code TYPE text;
