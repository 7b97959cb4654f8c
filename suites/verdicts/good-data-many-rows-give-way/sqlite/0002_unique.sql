-- What differs in a few rows differs in many.
-- +goose Up
CREATE UNIQUE INDEX users_name ON users (name);

-- +goose Down
DROP INDEX users_name;
