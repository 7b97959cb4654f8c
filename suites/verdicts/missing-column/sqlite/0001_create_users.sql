-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, first_name text, last_name text);
CREATE INDEX idx_users_last_name ON users (last_name);

-- +goose Down
DROP TABLE users;
