-- +goose Up
CREATE ROLE mighar_case_writer NOLOGIN;
CREATE TABLE users (id integer PRIMARY KEY);
GRANT SELECT, UPDATE ON users TO mighar_case_writer;

-- +goose Down
DROP TABLE users;
DROP ROLE mighar_case_writer;
