BEGIN;
CREATE TABLE users (id int PRIMARY KEY, role text REFERENCES roles);
COMMIT;
