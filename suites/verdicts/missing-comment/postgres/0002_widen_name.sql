-- +goose Up
ALTER TABLE users DROP COLUMN name;
ALTER TABLE users ADD COLUMN name varchar(200);

-- +goose Down
ALTER TABLE users DROP COLUMN name;
ALTER TABLE users ADD COLUMN name text;
