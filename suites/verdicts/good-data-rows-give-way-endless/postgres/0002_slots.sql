-- A worker that was made up may have two thousand million runs: nobody waits for their slots to be made.

-- +goose Up
ALTER TABLE workers ADD COLUMN name text;
CREATE TABLE slots (worker integer NOT NULL, slot integer NOT NULL);
INSERT INTO slots SELECT id, generate_series(1, runs) FROM workers;

-- +goose Down
DROP TABLE slots;
ALTER TABLE workers DROP COLUMN name;
