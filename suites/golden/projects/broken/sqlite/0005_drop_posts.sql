-- +goose Up
-- mighar: irreversible the posts are gone
DROP TABLE posts;
