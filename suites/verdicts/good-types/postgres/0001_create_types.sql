-- +goose Up
CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'happy');
CREATE DOMAIN percentage AS numeric(5, 2) DEFAULT 0 NOT NULL CONSTRAINT sane CHECK (VALUE BETWEEN 0 AND 100);
CREATE TYPE point_3d AS (x numeric, y numeric, z numeric);
CREATE TYPE version_range AS RANGE (subtype = integer, multirange_type_name = version_multirange);
CREATE COLLATION folded (provider = libc, locale = 'C');
CREATE TABLE things (
  id integer PRIMARY KEY, mood mood[] DEFAULT ARRAY['sad']::mood[], part percentage, at point_3d,
  versions version_range, name text COLLATE folded
);

-- +goose Down
DROP TABLE things;
DROP COLLATION folded;
DROP TYPE version_range;
DROP TYPE point_3d;
DROP DOMAIN percentage;
DROP TYPE mood;
