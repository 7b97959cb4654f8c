-- +goose Up
-- Days are those of UTC, whatever the session's time zone is.
CREATE MATERIALIZED VIEW daily_clicks AS
SELECT url_id, (clicked_at AT TIME ZONE 'UTC')::date AS day, count(*) AS clicks
  FROM clicks
 GROUP BY url_id, (clicked_at AT TIME ZONE 'UTC')::date;

-- REFRESH ... CONCURRENTLY, which readers do not wait for, asks for a unique index.
CREATE UNIQUE INDEX uq_daily_clicks_url_id_day ON daily_clicks (url_id, day);

-- +goose Down
DROP MATERIALIZED VIEW daily_clicks;
