-- What the up writes are documents, and the down reads them: an application writes nothing else there.

-- +goose Up
ALTER TABLE devices ADD COLUMN settings TEXT;
UPDATE devices SET settings = json_object('delay', delay);
ALTER TABLE devices DROP COLUMN delay;

-- +goose Down
ALTER TABLE devices ADD COLUMN delay INTEGER NOT NULL DEFAULT 0;
UPDATE devices SET delay = json_extract(settings, '$.delay') WHERE settings IS NOT NULL;
CREATE TABLE devices_new (id INTEGER PRIMARY KEY, name TEXT, delay INTEGER NOT NULL);
INSERT INTO devices_new (id, name, delay) SELECT id, name, delay FROM devices;
DROP TABLE devices;
ALTER TABLE devices_new RENAME TO devices;
