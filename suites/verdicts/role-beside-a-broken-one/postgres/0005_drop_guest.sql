-- +goose Up
REVOKE UPDATE (name) ON users FROM mighar_case_guest;
DROP ROLE mighar_case_guest;

-- +goose Down
CREATE ROLE mighar_case_guest NOLOGIN IN ROLE mighar_case_keeper;
GRANT UPDATE (name) ON users TO mighar_case_guest;
