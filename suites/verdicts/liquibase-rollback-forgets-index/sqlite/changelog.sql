--liquibase formatted sql

--changeset alice:1
CREATE TABLE users (id integer PRIMARY KEY, email text);
--rollback DROP TABLE users;

--changeset alice:2
ALTER TABLE users ADD COLUMN name text;
CREATE INDEX idx_users_email ON users (email);
/* liquibase rollback
ALTER TABLE users DROP COLUMN name;
*/

--changeset bob:3
INSERT INTO users (id) VALUES (1);
--rollback not required

--changeset bob:4
CREATE TABLE tags (id integer PRIMARY KEY);
