-- Finds no trace of the invalid index that the one before left under this name.

-- +goose Up
CREATE INDEX uq_users_email ON users (email);

-- +goose Down
DROP INDEX uq_users_email;
