-- +goose Up
DROP INDEX idx_posts_lower;
DROP INDEX uq_posts_live;
DROP INDEX idx_posts_mixed;

-- +goose Down
CREATE INDEX idx_posts_mixed ON posts (author DESC, (id % 10));
CREATE UNIQUE INDEX uq_posts_live ON posts (author, title) WHERE deleted_at IS NULL;
CREATE INDEX idx_posts_lower ON posts (lower(title));
