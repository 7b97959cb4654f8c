-- +goose Up
CREATE TABLE settings (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL ON CONFLICT IGNORE,
  value TEXT,
  CONSTRAINT settings_name UNIQUE (name) ON CONFLICT REPLACE
);

-- +goose Down
DROP TABLE settings;
