-- +goose Up
CREATE TABLE clicks (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  url_id bigint NOT NULL CONSTRAINT clicks_url_id_fkey REFERENCES urls (id) ON DELETE CASCADE,
  clicked_at timestamp with time zone NOT NULL DEFAULT now(),
  referrer text,
  user_agent text
);

CREATE INDEX idx_clicks_url_id ON clicks (url_id);

-- +goose Down
-- TODO: DROP TABLE clicks;
