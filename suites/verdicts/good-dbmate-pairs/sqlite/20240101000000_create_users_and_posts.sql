-- Two pairs in one file: the second down has to run first, as posts refer to users.
-- migrate:up
CREATE TABLE users (id integer PRIMARY KEY);
-- migrate:down
DROP TABLE users;

-- migrate:up
CREATE TABLE posts (id integer PRIMARY KEY, user_id integer NOT NULL REFERENCES users (id));
-- migrate:down
DROP TABLE posts;
