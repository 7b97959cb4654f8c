-- Duplicates are deleted before the index is made.

-- +goose Up
DELETE FROM visits WHERE id NOT IN (SELECT min(id) FROM visits GROUP BY page);
CREATE UNIQUE INDEX uq_visits_page ON visits (page);

-- +goose Down
DROP INDEX uq_visits_page;
