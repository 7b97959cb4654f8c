-- What the up writes are documents, and the down reads them: an application writes nothing else there.

-- +goose Up
ALTER TABLE devices ADD COLUMN settings text;
UPDATE devices SET settings = json_build_object('delay', delay)::text;
ALTER TABLE devices DROP COLUMN delay;

-- +goose Down
ALTER TABLE devices ADD COLUMN delay integer;
UPDATE devices SET delay = coalesce((settings::json ->> 'delay')::integer, 0);
ALTER TABLE devices ALTER COLUMN delay SET NOT NULL;
ALTER TABLE devices DROP COLUMN settings;
