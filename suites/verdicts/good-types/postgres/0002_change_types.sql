-- +goose Up
ALTER TYPE point_3d ADD ATTRIBUTE t timestamp;
ALTER DOMAIN percentage DROP CONSTRAINT sane;
ALTER TYPE mood RENAME VALUE 'sad' TO 'gloomy';

-- +goose Down
ALTER TYPE mood RENAME VALUE 'gloomy' TO 'sad';
UPDATE things SET part = LEAST(GREATEST(part, 0), 100); -- what the old domain cannot hold
ALTER DOMAIN percentage ADD CONSTRAINT sane CHECK (VALUE BETWEEN 0 AND 100);
ALTER TYPE point_3d DROP ATTRIBUTE t;
