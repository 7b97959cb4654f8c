-- +goose Up
CREATE TABLE events (id integer PRIMARY KEY, body text) WITH (fillfactor = 70);
ALTER TABLE events REPLICA IDENTITY FULL;
ALTER TABLE events ALTER COLUMN body SET STORAGE EXTERNAL;

-- +goose Down
DROP TABLE events;
