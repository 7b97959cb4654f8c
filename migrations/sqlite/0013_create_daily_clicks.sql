-- +goose Up
-- SQLite keeps no results of a view, so this one counts whenever it is read.
CREATE VIEW daily_clicks AS
SELECT url_id, date(clicked_at) AS day, count(*) AS clicks
  FROM clicks
 GROUP BY url_id, date(clicked_at);

-- +goose Down
DROP VIEW daily_clicks;
