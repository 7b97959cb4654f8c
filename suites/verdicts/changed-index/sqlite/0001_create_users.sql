-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, email text, name text, deleted_at text);
CREATE UNIQUE INDEX uq_users_email ON users (email);
CREATE INDEX idx_users_name ON users (name) WHERE deleted_at IS NULL;
CREATE INDEX idx_users_lower ON users (lower(name), id DESC);

-- +goose Down
DROP TABLE users;
