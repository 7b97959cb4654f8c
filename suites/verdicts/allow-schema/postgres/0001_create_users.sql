-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, email text, name text);
CREATE INDEX idx_users_email ON users (email);

-- +goose Down
DROP TABLE users;
