--liquibase formatted sql
--property name:table value:users

--changeset alice:1
--comment the people
CREATE TABLE ${table} (id integer PRIMARY KEY, email text);
CREATE INDEX idx_users_email ON ${table} (email);
--rollback DROP INDEX idx_users_email;
--rollback DROP TABLE ${table};

--changeset alice:2 dbms:postgresql runInTransaction:false
CREATE INDEX CONCURRENTLY idx_users_id ON users (id);
/* liquibase rollback
DROP INDEX CONCURRENTLY idx_users_id;
*/

--changeset bob:"fill 1" context:test
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM users
INSERT INTO users VALUES (1, 'a');
--rollback not required
