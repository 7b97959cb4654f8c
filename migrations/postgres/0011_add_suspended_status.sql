-- +goose Up
ALTER TYPE user_status ADD VALUE 'suspended';

COMMENT ON COLUMN users.status IS 'inactive: may not sign in, links go on working; suspended: neither';

-- +goose Down
-- An enum gives no label back, so the type is made anew. Whoever is suspended stays locked out.
ALTER TYPE user_status RENAME TO user_status_with_suspended;
CREATE TYPE user_status AS ENUM ('active', 'inactive');

ALTER TABLE users
  ALTER COLUMN status DROP DEFAULT,
  ALTER COLUMN status TYPE user_status
    USING (CASE status WHEN 'active' THEN 'active' ELSE 'inactive' END)::user_status,
  ALTER COLUMN status SET DEFAULT 'active';
DROP TYPE user_status_with_suspended;

COMMENT ON COLUMN users.status IS 'inactive: may not sign in, links go on working';
