-- +goose Up
-- A line for each link: who owns it and how it is used.
CREATE VIEW url_stats AS
SELECT urls.id, urls.code, users.display_name AS owner, users.status AS owner_status, urls.click_count,
       (SELECT max(clicks.clicked_at) FROM clicks WHERE clicks.url_id = urls.id) AS last_click_at
  FROM urls
  JOIN users ON users.id = urls.user_id;

-- +goose Down
DROP VIEW url_stats;
