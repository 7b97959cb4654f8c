-- +goose Up
DROP TRIGGER users_unchanged ON users;

-- +goose Down
CREATE TRIGGER users_unchanged BEFORE UPDATE OF email ON users
  FOR EACH ROW WHEN (OLD.id = 1) EXECUTE FUNCTION suppress_redundant_updates_trigger();
