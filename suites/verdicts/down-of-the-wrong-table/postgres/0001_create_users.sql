-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY);
CREATE TABLE comments (id integer PRIMARY KEY, body text);
CREATE INDEX idx_comments_body ON comments (body);

-- +goose Down
DROP TABLE comments;
DROP TABLE users;
