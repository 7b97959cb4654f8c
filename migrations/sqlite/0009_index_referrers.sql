-- +goose Up
CREATE INDEX idx_clicks_referrer ON clicks (referrer) WHERE referrer IS NOT NULL;

-- +goose Down
DROP INDEX idx_clicks_referrer;
