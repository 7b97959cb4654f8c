-- +migrate Up
-- +migrate StatementBegin
CREATE FUNCTION one() RETURNS integer AS $$
  SELECT 1;
$$ LANGUAGE sql;
-- +migrate StatementEnd
CREATE TABLE users (id integer PRIMARY KEY);

-- +migrate Down
DROP TABLE users;
DROP FUNCTION one;
