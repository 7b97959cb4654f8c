-- Each direction builds the new index before it drops the one that it replaces, so that the foreign key never
-- lacks one.

-- +goose NO TRANSACTION
-- +goose Up
DROP INDEX CONCURRENTLY IF EXISTS idx_clicks_url_id_clicked_at;
CREATE INDEX CONCURRENTLY idx_clicks_url_id_clicked_at ON clicks (url_id, clicked_at DESC);
DROP INDEX CONCURRENTLY IF EXISTS idx_clicks_url_id;

-- +goose Down
DROP INDEX CONCURRENTLY IF EXISTS idx_clicks_url_id;
CREATE INDEX CONCURRENTLY idx_clicks_url_id ON clicks (url_id);
DROP INDEX CONCURRENTLY IF EXISTS idx_clicks_url_id_clicked_at;
