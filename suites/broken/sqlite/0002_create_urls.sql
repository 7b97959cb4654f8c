-- +goose Up
CREATE TABLE urls (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL CONSTRAINT urls_user_id_fkey REFERENCES users (id) ON DELETE CASCADE,
  code TEXT NOT NULL CONSTRAINT urls_code_key UNIQUE,
  target TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) STRICT;

-- A foreign key makes no index, and deleting a user looks for the user's links.
CREATE INDEX idx_urls_user_id ON urls (user_id);

-- +goose Down
DROP TABLE urls;
