-- migrate:up
CREATE TABLE users (id integer PRIMARY KEY, email text);
CREATE INDEX idx_users_email ON users (email);

-- migrate:down
DROP TABLE users;
