-- Rows without a key are counted, and their values compared as a set.

-- +goose Up
UPDATE things SET name = lower(name);

-- +goose Down
SELECT 1;
