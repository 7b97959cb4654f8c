-- +goose Up
CREATE TABLE posts (id integer PRIMARY KEY);

-- +goose Down
DROP TABLE posts;
