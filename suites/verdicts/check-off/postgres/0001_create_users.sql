-- +goose Up
CREATE TABLE IF NOT EXISTS users (id integer PRIMARY KEY);

-- +goose Down
SELECT 1;
