-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, phone text DEFAULT '' NOT NULL);
CREATE INDEX idx_users_phone ON users (phone);

-- +goose Down
DROP TABLE users;
