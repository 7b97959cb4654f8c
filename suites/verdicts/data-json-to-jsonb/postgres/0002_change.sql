-- The order of keys and the white space are gone.

-- +goose Up
ALTER TABLE things ALTER COLUMN doc TYPE jsonb;

-- +goose Down
ALTER TABLE things ALTER COLUMN doc TYPE json;
