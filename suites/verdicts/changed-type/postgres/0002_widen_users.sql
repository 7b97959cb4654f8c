-- +goose Up
ALTER TABLE users ALTER COLUMN name TYPE text, ALTER COLUMN age TYPE bigint, ALTER COLUMN joined TYPE date;

-- +goose Down
ALTER TABLE users
  ALTER COLUMN name TYPE varchar(40),
  ALTER COLUMN age TYPE integer,
  ALTER COLUMN joined TYPE timestamp;
