-- +goose Up
DROP MATERIALIZED VIEW name_lengths;
ALTER TABLE users ADD COLUMN nickname text;
CREATE MATERIALIZED VIEW name_lengths AS
SELECT length(coalesce(nickname, name)) AS length, count(*) AS n FROM users GROUP BY 1;

-- Until somebody refreshes it, whoever reads the view gets an error.
-- +goose Down
DROP MATERIALIZED VIEW name_lengths;
ALTER TABLE users DROP COLUMN nickname;
CREATE MATERIALIZED VIEW name_lengths AS
SELECT length(name) AS length, count(*) AS n FROM users GROUP BY 1 WITH NO DATA;
