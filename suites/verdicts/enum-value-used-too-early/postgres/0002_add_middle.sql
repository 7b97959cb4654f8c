-- A label that an enum gets is of no use before the transaction is committed.

-- +goose Up
ALTER TYPE level ADD VALUE 'middle' BEFORE 'high';
ALTER TABLE tasks ALTER COLUMN level SET DEFAULT 'middle';

-- +goose Down
ALTER TABLE tasks ALTER COLUMN level SET DEFAULT 'low';
