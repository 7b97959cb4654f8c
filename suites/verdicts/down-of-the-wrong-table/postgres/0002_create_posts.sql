-- +goose Up
CREATE TABLE posts (id integer PRIMARY KEY, title text);

-- +goose Down
DROP TABLE comments;
