-- mighar: irreversible the numbers had to be deleted by law

-- +goose Up
ALTER TABLE users DROP COLUMN phone;
