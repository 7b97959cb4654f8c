-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY, name text, boss integer);
CREATE VIEW names WITH (security_barrier) AS SELECT id, name FROM users WITH LOCAL CHECK OPTION;
CREATE RECURSIVE VIEW bosses (id, depth) AS
  SELECT id, 0 FROM users WHERE boss IS NULL
  UNION ALL SELECT u.id, b.depth + 1 FROM users u JOIN bosses b ON u.boss = b.id;
CREATE MATERIALIZED VIEW name_lengths AS
  SELECT length(name) AS length, count(*) AS n FROM users GROUP BY 1;
CREATE UNIQUE INDEX uq_name_lengths ON name_lengths (length);
CREATE RULE no_delete AS ON DELETE TO users DO INSTEAD NOTHING;

-- +goose Down
DROP RULE no_delete ON users;
DROP MATERIALIZED VIEW name_lengths;
DROP VIEW bosses;
DROP VIEW names;
DROP TABLE users;
