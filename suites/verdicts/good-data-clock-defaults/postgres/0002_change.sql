-- Each up gives the rows another time, and another key.

-- +goose Up
ALTER TABLE users ADD COLUMN created_at timestamptz NOT NULL DEFAULT clock_timestamp();
ALTER TABLE users ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();

-- +goose Down
ALTER TABLE users DROP COLUMN token;
ALTER TABLE users DROP COLUMN created_at;
