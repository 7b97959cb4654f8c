-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, email text, updated_at text);
-- +goose StatementBegin
CREATE TRIGGER users_touch AFTER UPDATE OF email ON users
BEGIN
  UPDATE users SET updated_at = CURRENT_TIMESTAMP WHERE id = NEW.id;
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE users;
