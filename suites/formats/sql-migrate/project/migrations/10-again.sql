-- +migrate Up
-- mighar: irreversible the numbers had to be deleted by law
DELETE FROM users;
