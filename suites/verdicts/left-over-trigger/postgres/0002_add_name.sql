-- +goose Up
ALTER TABLE users ADD COLUMN name text;
CREATE TRIGGER users_unchanged BEFORE UPDATE ON users
  FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();

-- +goose Down
ALTER TABLE users DROP COLUMN name;
