-- The down takes every label for true.

-- +goose Up
CREATE TYPE state AS ENUM ('on', 'off');
ALTER TABLE things ALTER COLUMN active TYPE state USING (CASE WHEN active THEN 'on' ELSE 'off' END)::state;

-- +goose Down
ALTER TABLE things ALTER COLUMN active TYPE boolean USING active IN ('on', 'off');
DROP TYPE state;
