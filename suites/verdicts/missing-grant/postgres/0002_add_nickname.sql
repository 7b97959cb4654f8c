-- +goose Up
ALTER TABLE users ADD COLUMN nickname text;
DROP VIEW names;
CREATE VIEW names AS SELECT coalesce(nickname, name) AS name FROM users;
GRANT SELECT ON names TO PUBLIC;

-- The view is back, but nobody may read it.
-- +goose Down
DROP VIEW names;
CREATE VIEW names AS SELECT name FROM users;
ALTER TABLE users DROP COLUMN nickname;
