-- +goose NO TRANSACTION
-- +goose Up
ALTER TABLE urls ADD CONSTRAINT urls_target_length CHECK (char_length(target) <= 2048) NOT VALID;
ALTER TABLE urls VALIDATE CONSTRAINT urls_target_length;

-- A typo that nobody sees until the rollback is needed.
-- +goose Down
ALTER TABLE urls DROP CONSTRAINT urls_target_lenght;
