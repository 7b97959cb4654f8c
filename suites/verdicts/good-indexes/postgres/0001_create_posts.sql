-- +goose Up
CREATE TABLE posts (id integer PRIMARY KEY, title text, body text, author integer, deleted_at text);
CREATE INDEX idx_posts_lower ON posts (lower(title));
CREATE UNIQUE INDEX uq_posts_live ON posts (author, title) WHERE deleted_at IS NULL;
CREATE INDEX idx_posts_mixed ON posts (author DESC, (id % 10));

-- +goose Down
DROP TABLE posts;
