-- +goose Up
ALTER TABLE users DROP COLUMN name;

-- The column comes back as the last one: worth a warning, as it matters to SELECT * and COPY only.
-- +goose Down
ALTER TABLE users ADD COLUMN name text;
