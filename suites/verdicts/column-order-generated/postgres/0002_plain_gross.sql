-- +goose Up
ALTER TABLE lines ALTER COLUMN gross DROP EXPRESSION;

-- No generated column can be made from a plain one, so this one comes back at the end.
-- +goose Down
ALTER TABLE lines DROP COLUMN gross;
ALTER TABLE lines ADD COLUMN gross numeric GENERATED ALWAYS AS (net * 1.19) STORED;
