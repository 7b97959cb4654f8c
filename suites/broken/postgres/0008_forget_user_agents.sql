-- mighar: irreversible what browsers said of their users had to be deleted, for privacy

-- +goose Up
ALTER TABLE clicks DROP COLUMN user_agent;
