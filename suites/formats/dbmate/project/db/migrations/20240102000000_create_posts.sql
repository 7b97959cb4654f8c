-- Two tables, each with its own way back; the second one has to go first.
-- migrate:up
CREATE TABLE posts (id integer PRIMARY KEY, user_id integer REFERENCES users (id));
-- migrate:down
DROP TABLE posts;

-- migrate:up
CREATE TABLE comments (id integer PRIMARY KEY, post_id integer REFERENCES posts (id));
-- migrate:down
DROP TABLE comments;
