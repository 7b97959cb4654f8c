-- No text that is made up is a number: all of these rows have to go.
-- +goose Up
ALTER TABLE users ALTER COLUMN age TYPE integer USING age::integer;

-- +goose Down
ALTER TABLE users ALTER COLUMN age TYPE text USING age::text;
