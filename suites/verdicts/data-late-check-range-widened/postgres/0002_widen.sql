-- The down works until something ranks beyond the old range.

-- +goose Up
ALTER TABLE tickets DROP CONSTRAINT tickets_rank;
ALTER TABLE tickets ADD CONSTRAINT tickets_rank CHECK (rank BETWEEN 1 AND 10);

-- +goose Down
ALTER TABLE tickets DROP CONSTRAINT tickets_rank;
ALTER TABLE tickets ADD CONSTRAINT tickets_rank CHECK (rank BETWEEN 1 AND 5);
