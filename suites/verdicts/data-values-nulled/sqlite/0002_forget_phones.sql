-- The up empties a column that survives it.

-- +goose Up
UPDATE users SET phone = NULL;

-- +goose Down
SELECT 1;
