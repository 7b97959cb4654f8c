-- Roles are the server's: what mighar keeps of other migrations must not hold on to them.

-- +goose Up
CREATE ROLE mighar_case_keeper NOLOGIN;
CREATE TABLE users (id integer PRIMARY KEY);
GRANT SELECT ON users TO mighar_case_keeper;

-- +goose Down
DROP TABLE users;
DROP ROLE mighar_case_keeper;
