-- +goose Up
ALTER TYPE level ADD VALUE 'highest';

-- ORDER BY level gives another order from now on.
-- +goose Down
ALTER TYPE level RENAME TO level_old;
CREATE TYPE level AS ENUM ('high', 'low', 'middle');
ALTER TABLE tasks ALTER COLUMN level TYPE level USING level::text::level;
DROP TYPE level_old;
