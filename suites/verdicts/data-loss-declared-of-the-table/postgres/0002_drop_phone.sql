-- A declared loss of a table covers its columns.

-- mighar: loses users the whole table is made anew each night
-- +goose Up
ALTER TABLE users DROP COLUMN phone;

-- +goose Down
ALTER TABLE users ADD COLUMN phone TEXT;
