-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, email text);
CREATE TRIGGER users_unchanged BEFORE UPDATE ON users
  FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();

-- +goose Down
DROP TABLE users;
