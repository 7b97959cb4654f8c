-- +goose Up
ALTER TABLE urls ADD COLUMN is_private boolean NOT NULL DEFAULT false;

-- What a session sees and changes: its own links, and, to look at, those that are not private. The session's
-- user is in a setting of the application's own.
CREATE POLICY urls_read_public ON urls FOR SELECT USING (NOT is_private);
CREATE POLICY urls_own ON urls
  USING (user_id = nullif(current_setting('shortener.user_id', true), '')::bigint);
ALTER TABLE urls ENABLE ROW LEVEL SECURITY;

CREATE VIEW public_urls AS
SELECT id, code, target, created_at FROM urls WHERE NOT is_private;

-- +goose Down
DROP VIEW public_urls;
ALTER TABLE urls DISABLE ROW LEVEL SECURITY;
DROP POLICY urls_own ON urls;
DROP POLICY urls_read_public ON urls;
ALTER TABLE urls DROP COLUMN is_private;
