-- goose has a transaction around this, which the script ends: the index is not undone when it fails.

-- +goose Up
CREATE TABLE posts (id integer PRIMARY KEY);
COMMIT;
CREATE INDEX idx_posts_id ON posts (id);

-- +goose Down
DROP TABLE posts;
