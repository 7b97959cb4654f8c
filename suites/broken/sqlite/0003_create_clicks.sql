-- +goose Up
CREATE TABLE clicks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  url_id INTEGER NOT NULL CONSTRAINT clicks_url_id_fkey REFERENCES urls (id) ON DELETE CASCADE,
  clicked_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  referrer TEXT,
  user_agent TEXT
) STRICT;

CREATE INDEX idx_clicks_url_id ON clicks (url_id);

-- +goose Down
-- TODO: DROP TABLE clicks;
