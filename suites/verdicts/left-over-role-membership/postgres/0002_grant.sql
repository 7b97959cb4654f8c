-- +goose Up
GRANT mighar_case_group TO mighar_case_member;
ALTER ROLE mighar_case_member LOGIN CONNECTION LIMIT 5;

-- +goose Down
ALTER ROLE mighar_case_member CONNECTION LIMIT -1;
