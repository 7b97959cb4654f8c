-- +goose Up
ALTER TABLE settings ADD COLUMN comment TEXT;

-- The same constraint, but writing a setting for the second time is an error from now on.
-- +goose Down
CREATE TABLE settings_new (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  value TEXT,
  CONSTRAINT settings_name UNIQUE (name)
);
INSERT INTO settings_new SELECT id, name, value FROM settings;
DROP TABLE settings;
ALTER TABLE settings_new RENAME TO settings;
