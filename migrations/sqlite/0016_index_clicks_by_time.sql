-- +goose Up
CREATE INDEX idx_clicks_url_id_clicked_at ON clicks (url_id, clicked_at DESC);
DROP INDEX idx_clicks_url_id;

-- +goose Down
CREATE INDEX idx_clicks_url_id ON clicks (url_id);
DROP INDEX idx_clicks_url_id_clicked_at;
