-- 'now' is the time when the migration runs, not when a row is written, and the view is made with today in it.
-- Both are other ones each time, which is no fault of the down.
-- +goose Up
CREATE TABLE events (id integer PRIMARY KEY, at timestamptz DEFAULT 'now');
-- +goose StatementBegin
DO $$
BEGIN
  EXECUTE format('CREATE VIEW recent AS SELECT id FROM events WHERE at > %L::timestamptz', clock_timestamp());
END
$$;
-- +goose StatementEnd

-- +goose Down
DROP VIEW recent;
DROP TABLE events;
