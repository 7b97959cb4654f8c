-- +goose Up
CREATE TABLE posts (id integer PRIMARY KEY, title text);

-- The word is wrong, and it is the third statement, in line 9.
CREATE INDEX idx_posts_title ON posts (title);

CREATE TABLE
  comments (id integer PRIMARY KEY,
  post_id integer REFERENSES posts (id));

-- +goose Down
DROP TABLE comments;
DROP TABLE posts;
