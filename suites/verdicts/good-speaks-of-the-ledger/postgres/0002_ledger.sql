-- A database that goose takes from version to version has this table before the first one.

-- +goose Up
CREATE INDEX when_applied ON goose_db_version (tstamp);
-- +goose StatementBegin
CREATE FUNCTION no_other_tool() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER no_other_tool BEFORE INSERT ON goose_db_version FOR EACH ROW EXECUTE FUNCTION no_other_tool();

-- +goose Down
DROP FUNCTION no_other_tool CASCADE;
DROP INDEX when_applied;
