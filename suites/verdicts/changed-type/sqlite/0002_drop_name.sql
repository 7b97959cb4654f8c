-- +goose Up
ALTER TABLE users DROP COLUMN age;
ALTER TABLE users DROP COLUMN name;

-- +goose Down
ALTER TABLE users ADD COLUMN name varchar(40);
ALTER TABLE users ADD COLUMN age text;
