-- +goose Up
CREATE TABLE posts (id integer PRIMARY KEY);

-- +goose Down
-- TODO: DROP TABLE posts;
