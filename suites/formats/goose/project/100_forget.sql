-- +goose Up
-- mighar: irreversible addresses are deleted on request
-- mighar: loses users.email addresses are deleted on request
ALTER TABLE users DROP COLUMN email;
