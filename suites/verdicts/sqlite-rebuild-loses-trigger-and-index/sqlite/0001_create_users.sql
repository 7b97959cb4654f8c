-- +goose Up
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, updated_at TEXT);
CREATE INDEX idx_users_email ON users (email);
-- +goose StatementBegin
CREATE TRIGGER users_touch AFTER UPDATE OF email ON users
BEGIN
  UPDATE users SET updated_at = CURRENT_TIMESTAMP WHERE id = NEW.id;
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE users;
