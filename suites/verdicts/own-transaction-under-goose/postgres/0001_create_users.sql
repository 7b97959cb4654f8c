-- A script with a transaction of its own is not put into another one.

-- +goose Up
BEGIN;
CREATE TABLE users (id integer PRIMARY KEY);
COMMIT;
CREATE INDEX CONCURRENTLY idx_users_id ON users (id);

-- +goose Down
BEGIN;
DROP TABLE users;
COMMIT;
