-- +goose Up
CREATE TABLE urls (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id bigint NOT NULL CONSTRAINT urls_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
  code text NOT NULL CONSTRAINT urls_code_key UNIQUE,
  target text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now()
);

COMMENT ON COLUMN urls.code IS 'the path of the short link';
COMMENT ON COLUMN urls.target IS 'where the short link leads';

-- A foreign key makes no index, and deleting a user looks for the user's links.
CREATE INDEX idx_urls_user_id ON urls (user_id);

-- +goose Down
DROP TABLE urls;
