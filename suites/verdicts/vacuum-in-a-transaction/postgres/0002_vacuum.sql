-- +goose Up
CREATE TABLE posts (id integer PRIMARY KEY);
VACUUM;

-- +goose Down
DROP TABLE posts;
