-- +goose Up
ALTER TABLE users DISABLE TRIGGER users_touch;
DROP TRIGGER users_statement ON users;

-- +goose Down
CREATE TRIGGER users_statement AFTER DELETE ON users REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION touch();
ALTER TABLE users ENABLE TRIGGER users_touch;
