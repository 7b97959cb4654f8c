-- +goose Up
ALTER TABLE users DROP CONSTRAINT users_pkey;

-- The column stays NOT NULL, the key is gone.
-- +goose Down
ALTER TABLE users ALTER COLUMN id SET NOT NULL;
