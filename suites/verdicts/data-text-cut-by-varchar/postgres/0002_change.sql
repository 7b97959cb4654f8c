-- The up cuts what is longer than the new limit.

-- +goose Up
ALTER TABLE things ALTER COLUMN label TYPE varchar(8) USING left(label, 8);

-- +goose Down
ALTER TABLE things ALTER COLUMN label TYPE text;
