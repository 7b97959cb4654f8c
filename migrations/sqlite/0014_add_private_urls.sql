-- +goose Up
ALTER TABLE urls ADD COLUMN is_private INTEGER NOT NULL DEFAULT 0 CHECK (is_private IN (0, 1));

-- SQLite has no policies: what the public may see is read through this view.
CREATE VIEW public_urls AS
SELECT id, code, target, created_at FROM urls WHERE NOT is_private;

-- +goose Down
-- A column goes together with its own CHECK, but not while a view reads it.
DROP VIEW public_urls;
ALTER TABLE urls DROP COLUMN is_private;
