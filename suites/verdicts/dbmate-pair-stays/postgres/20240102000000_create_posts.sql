-- The first pair is a transaction of its own: it stays when the second one fails.
-- migrate:up
CREATE TABLE posts (id integer PRIMARY KEY);
-- migrate:down
DROP TABLE posts;

-- migrate:up
CREATE TABLE users (id integer PRIMARY KEY);
-- migrate:down
DROP TABLE users;
