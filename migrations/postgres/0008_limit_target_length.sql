-- Each statement commits by itself: the constraint is added under a lock that blocks writers, but NOT VALID,
-- so without reading a row; validating reads all rows under a lock that lets writers work.

-- +goose NO TRANSACTION
-- +goose Up

-- Left behind by a run whose validation failed.
ALTER TABLE urls DROP CONSTRAINT IF EXISTS urls_target_length;
ALTER TABLE urls ADD CONSTRAINT urls_target_length CHECK (char_length(target) <= 2048) NOT VALID;
ALTER TABLE urls VALIDATE CONSTRAINT urls_target_length;

-- +goose Down
ALTER TABLE urls DROP CONSTRAINT IF EXISTS urls_target_length;
