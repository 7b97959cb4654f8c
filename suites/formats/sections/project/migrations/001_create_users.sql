-- UP
BEGIN;
CREATE TABLE users (id integer PRIMARY KEY, email text);
COMMIT;

-- DOWN
BEGIN;
DROP TABLE users;
COMMIT;
