-- +goose Up
CREATE TABLE users (id bigserial PRIMARY KEY, name text NOT NULL, age text);

-- +goose Down
DROP TABLE users;
