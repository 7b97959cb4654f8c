-- +goose Up
ALTER TABLE users RENAME COLUMN name TO full_name;
REFRESH MATERIALIZED VIEW name_lengths;
ALTER VIEW names ALTER COLUMN name SET DEFAULT 'nobody';

-- +goose Down
ALTER VIEW names ALTER COLUMN name DROP DEFAULT;
ALTER TABLE users RENAME COLUMN full_name TO name;
