-- A name without a space has no first part.

-- +goose Up
ALTER TABLE people ADD COLUMN first_name TEXT;
ALTER TABLE people ADD COLUMN last_name TEXT;
UPDATE people SET first_name = CASE WHEN position(' ' in full_name) > 0 THEN substr(full_name, 1, position(' ' in full_name) - 1) END,
  last_name = substr(full_name, position(' ' in full_name) + 1);
ALTER TABLE people DROP COLUMN full_name;

-- +goose Down
ALTER TABLE people ADD COLUMN full_name TEXT;
UPDATE people SET full_name = coalesce(first_name || ' ', '') || last_name;
ALTER TABLE people DROP COLUMN first_name;
ALTER TABLE people DROP COLUMN last_name;
