-- +goose Up
CREATE VIEW names AS SELECT 1 AS id, 'nobody' AS name;
CREATE VIEW mails AS SELECT id, email FROM users;

-- +goose Down
DROP VIEW mails;
