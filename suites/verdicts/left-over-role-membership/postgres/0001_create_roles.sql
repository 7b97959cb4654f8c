-- +goose Up
CREATE ROLE mighar_case_group NOLOGIN;
CREATE ROLE mighar_case_member NOLOGIN;

-- +goose Down
DROP ROLE mighar_case_member;
DROP ROLE mighar_case_group;
