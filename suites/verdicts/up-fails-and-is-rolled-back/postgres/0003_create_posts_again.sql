-- Applies only if nothing of the failed migration before is left.

-- +goose Up
CREATE TABLE posts (id integer PRIMARY KEY);

-- +goose Down
DROP TABLE posts;
