-- +migrate Up
CREATE FUNCTION one() RETURNS integer AS $$
  SELECT 1;
$$ LANGUAGE sql;

-- +migrate Down
DROP FUNCTION one;
