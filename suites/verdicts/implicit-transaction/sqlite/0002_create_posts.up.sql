-- golang-migrate sends the file to PostgreSQL as one message, which is one transaction; for SQLite it
-- wraps it.
CREATE TABLE posts (id integer PRIMARY KEY);
INSERT INTO users (id) VALUES (1);
