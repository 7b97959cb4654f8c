-- +goose Up
ALTER TABLE users ADD COLUMN nickname text;
DROP VIEW IF EXISTS names;
CREATE VIEW names AS SELECT coalesce(nickname, name) AS name FROM users;

-- +goose Down
DROP VIEW names;
ALTER TABLE users DROP COLUMN nickname;
