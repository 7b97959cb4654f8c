---- Up Migration: names ----
ALTER TABLE users ADD COLUMN name text;
ALTER TABLE users ADD COLUMN nick text;

---- Down Migration ----
ALTER TABLE users DROP COLUMN nick;
ALTER TABLE users DROP COLUMN name;
