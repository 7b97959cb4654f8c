-- What the up does depends on rows that the first up has written.

-- +goose Up
-- +goose StatementBegin
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM users WHERE name = 'migration 2') THEN
    CREATE INDEX idx_users_name ON users (name);
    INSERT INTO users (id, name) VALUES (2, 'migration 2');
  END IF;
END
$$;
-- +goose StatementEnd

-- +goose Down
DROP INDEX idx_users_name;
