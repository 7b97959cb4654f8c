-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, name text);
COMMENT ON COLUMN users.name IS 'as the user wrote it';

-- +goose Down
DROP TABLE users;
