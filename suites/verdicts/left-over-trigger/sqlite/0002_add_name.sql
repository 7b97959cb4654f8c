-- +goose Up
ALTER TABLE users ADD COLUMN name text;
-- +goose StatementBegin
CREATE TRIGGER users_touch AFTER UPDATE OF email ON users
BEGIN
  UPDATE users SET updated_at = CURRENT_TIMESTAMP WHERE id = NEW.id;
END;
-- +goose StatementEnd

-- +goose Down
ALTER TABLE users DROP COLUMN name;
