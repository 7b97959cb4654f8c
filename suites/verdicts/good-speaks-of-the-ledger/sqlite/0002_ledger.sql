-- A database that goose takes from version to version has this table before the first one.

-- +goose Up
CREATE INDEX when_applied ON goose_db_version (tstamp);
UPDATE notes SET written = (SELECT max(version_id) FROM goose_db_version) WHERE written IS NULL;

-- +goose Down
DROP INDEX when_applied;
