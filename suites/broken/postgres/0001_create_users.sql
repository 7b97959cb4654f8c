-- +goose Up
CREATE TABLE users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  email text NOT NULL,
  display_name text NOT NULL DEFAULT '',
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamp with time zone NOT NULL DEFAULT now()
);

COMMENT ON COLUMN users.is_active IS 'false: may not sign in, links go on working';

-- Mail addresses are kept as they were typed, and are the same in any case.
CREATE UNIQUE INDEX uq_users_email ON users (lower(email));

-- +goose Down
DROP TABLE users;
