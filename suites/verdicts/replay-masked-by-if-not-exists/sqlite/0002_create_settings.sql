-- IF NOT EXISTS is content with what a down that forgot the table has left of it.

-- +goose Up
CREATE TABLE IF NOT EXISTS settings (id integer PRIMARY KEY, value text);
CREATE INDEX IF NOT EXISTS idx_settings_value ON settings (value);

-- +goose Down
DROP INDEX idx_settings_value;
ALTER TABLE settings RENAME COLUMN value TO old_value;
ALTER TABLE settings ADD COLUMN value text;
