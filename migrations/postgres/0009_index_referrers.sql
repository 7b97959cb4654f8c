-- clicks is the big table: its index is built while clicks go on being written, which no transaction allows.

-- +goose NO TRANSACTION
-- +goose Up

-- An interrupted build leaves an invalid index under this name, which IF NOT EXISTS would take for done.
DROP INDEX CONCURRENTLY IF EXISTS idx_clicks_referrer;
CREATE INDEX CONCURRENTLY idx_clicks_referrer ON clicks (referrer) WHERE referrer IS NOT NULL;

-- +goose Down
DROP INDEX CONCURRENTLY IF EXISTS idx_clicks_referrer;
