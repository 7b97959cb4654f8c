-- +goose Up
CREATE TABLE IF NOT EXISTS tags (id integer PRIMARY KEY);
CREATE TABLE post_tags (id integer PRIMARY KEY);

-- +goose Down
DROP TABLE post_tags;
