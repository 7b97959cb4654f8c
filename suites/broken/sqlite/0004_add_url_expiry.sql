-- +goose Up
-- NULL: never.
ALTER TABLE urls ADD COLUMN expires_at TEXT;

-- Most links never expire, and the job that removes expired ones does not ask for those.
CREATE INDEX idx_urls_expires_at ON urls (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX idx_urls_created_at ON urls (created_at);

-- idx_urls_created_at stays.
-- +goose Down
DROP INDEX idx_urls_expires_at;
ALTER TABLE urls DROP COLUMN expires_at;
