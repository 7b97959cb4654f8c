-- Roles belong to the server: a database that is made anew does not free from them.

-- +goose Up
CREATE ROLE mighar_case_reader NOLOGIN;
CREATE TABLE users (id integer PRIMARY KEY);
GRANT SELECT ON users TO mighar_case_reader;

-- +goose Down
DROP TABLE users;
