-- +goose Up
-- +goose StatementBegin
CREATE INDEX idx_users_note ON users (note);
-- +goose StatementEnd

-- The sixth line is this one; the typo is in the ninth.
-- +goose Down
DROP INDEX idx_users_note;
DROP INDEX idx_user_note;
