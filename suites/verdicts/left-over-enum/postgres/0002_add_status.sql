-- The accident that is seen only when the migration is applied for the second time.

-- +goose Up
CREATE TYPE user_status AS ENUM ('active', 'inactive');
ALTER TABLE users ADD COLUMN status user_status NOT NULL DEFAULT 'active';

-- +goose Down
ALTER TABLE users DROP COLUMN status;
