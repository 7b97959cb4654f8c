-- +migrate Up
CREATE TABLE users (id integer PRIMARY KEY, email text);

-- +migrate StatementBegin
CREATE FUNCTION nothing() RETURNS trigger AS $$
BEGIN
  RETURN NULL;
END;
$$ LANGUAGE plpgsql;
-- +migrate StatementEnd

-- +migrate Down
DROP FUNCTION nothing;
DROP TABLE users;
