-- +goose Up
DROP TRIGGER users_touch;

-- Without WHERE it touches everybody.
-- +goose Down
-- +goose StatementBegin
CREATE TRIGGER users_touch AFTER UPDATE OF email ON users
BEGIN
  UPDATE users SET updated_at = CURRENT_TIMESTAMP;
END;
-- +goose StatementEnd
