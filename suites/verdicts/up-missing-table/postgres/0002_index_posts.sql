-- +goose Up
CREATE TABLE drafts (id integer PRIMARY KEY);
CREATE INDEX idx_posts_title ON posts (title);

-- +goose Down
DROP INDEX idx_posts_title;
DROP TABLE drafts;
