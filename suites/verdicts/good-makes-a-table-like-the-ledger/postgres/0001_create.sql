-- goose -table other_name takes this from version to version: the table is the project's own.

-- +goose Up
CREATE TABLE IF NOT EXISTS "goose_db_version" (id integer PRIMARY KEY, version_id bigint);

-- +goose Down
DROP TABLE goose_db_version;
