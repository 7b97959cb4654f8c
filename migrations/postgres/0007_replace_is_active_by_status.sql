-- The column is changed in place and then renamed: adding a new one and dropping the old one would need the
-- same lock, move the column to the end of the table, and lose the values of whoever writes in between.

-- +goose Up
CREATE TYPE user_status AS ENUM ('active', 'inactive');

-- The default goes first, since no cast leads from boolean to the new type.
ALTER TABLE users
  ALTER COLUMN is_active DROP DEFAULT,
  ALTER COLUMN is_active TYPE user_status
    USING (CASE WHEN is_active THEN 'active' ELSE 'inactive' END)::user_status;
ALTER TABLE users RENAME COLUMN is_active TO status;
ALTER TABLE users ALTER COLUMN status SET DEFAULT 'active';

COMMENT ON COLUMN users.status IS 'inactive: may not sign in, links go on working';

-- +goose Down
ALTER TABLE users
  ALTER COLUMN status DROP DEFAULT,
  ALTER COLUMN status TYPE boolean USING status = 'active';
ALTER TABLE users RENAME COLUMN status TO is_active;
ALTER TABLE users ALTER COLUMN is_active SET DEFAULT true;

COMMENT ON COLUMN users.is_active IS 'false: may not sign in, links go on working';

-- The type would stay behind and make the next up fail.
DROP TYPE user_status;
