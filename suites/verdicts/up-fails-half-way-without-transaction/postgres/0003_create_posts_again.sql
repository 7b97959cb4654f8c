-- The table that the failed migration before left half way must not get in the way.

-- +goose Up
CREATE TABLE posts (id integer PRIMARY KEY);

-- +goose Down
DROP TABLE posts;
