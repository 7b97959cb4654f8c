-- +goose Up
CREATE TABLE things (id integer PRIMARY KEY, n integer);

-- +goose Down
DROP TABLE things;
