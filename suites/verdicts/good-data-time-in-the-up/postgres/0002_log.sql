-- Each up writes another time, and other numbers: in rows of its own and in a new column.

-- +goose Up
CREATE TABLE audit (id integer PRIMARY KEY, at timestamptz NOT NULL, token text NOT NULL);
INSERT INTO audit VALUES (1, clock_timestamp(), md5(random()::text)), (2, now(), gen_random_uuid()::text);
ALTER TABLE users ADD COLUMN seen timestamptz;
UPDATE users SET seen = clock_timestamp();

-- +goose Down
ALTER TABLE users DROP COLUMN seen;
DROP TABLE audit;
