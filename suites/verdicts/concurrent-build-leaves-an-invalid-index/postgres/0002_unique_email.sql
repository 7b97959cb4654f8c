-- +goose NO TRANSACTION
-- +goose Up
CREATE UNIQUE INDEX CONCURRENTLY uq_users_email ON users (email);

-- +goose Down
DROP INDEX uq_users_email;
