-- A worker that was made up may have two thousand million runs: nobody waits for their slots to be made.

-- +goose Up
ALTER TABLE workers ADD COLUMN name text;
CREATE TABLE slots (worker integer NOT NULL, slot integer NOT NULL);
WITH RECURSIVE made (worker, slot) AS (
  SELECT id, runs FROM workers WHERE runs > 0 UNION ALL SELECT worker, slot - 1 FROM made WHERE slot > 1
)
INSERT INTO slots SELECT worker, slot FROM made;

-- +goose Down
DROP TABLE slots;
ALTER TABLE workers DROP COLUMN name;
