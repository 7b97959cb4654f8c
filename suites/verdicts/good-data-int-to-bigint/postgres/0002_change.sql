-- The down lets go of what the old type cannot hold.

-- +goose Up
ALTER TABLE things ALTER COLUMN id TYPE bigint, ALTER COLUMN n TYPE bigint;

-- +goose Down
DELETE FROM things WHERE id > 2147483647;
UPDATE things SET n = NULL WHERE n NOT BETWEEN -2147483648 AND 2147483647;
ALTER TABLE things ALTER COLUMN id TYPE int, ALTER COLUMN n TYPE int;
