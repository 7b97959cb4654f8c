-- migrate:up
CREATE TABLE users (id integer PRIMARY KEY, email text);
-- migrate:down
DROP TABLE users;
