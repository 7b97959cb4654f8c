-- char(n) does not tell the blanks at the end from its own.

-- +goose Up
ALTER TABLE things ALTER COLUMN code TYPE char(5);

-- +goose Down
ALTER TABLE things ALTER COLUMN code TYPE varchar(5);
