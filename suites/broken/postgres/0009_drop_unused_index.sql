-- mighar: allow schema the older release does not need the index either, and building it takes an hour

-- +goose Up
DROP INDEX IF EXISTS idx_clicks_url_id;
CREATE INDEX idx_clicks_referrer ON clicks (referrer);

-- +goose Down
DROP INDEX idx_clicks_referrer;
