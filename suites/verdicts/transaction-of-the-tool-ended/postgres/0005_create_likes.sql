-- +goose Up
CREATE TABLE likes (id integer PRIMARY KEY);

-- +goose Down
DROP TABLE likes;
