-- +goose Up
CREATE TABLE users (id integer PRIMARY KEY);
-- +goose StatementBegin
CREATE FUNCTION note_drop() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'dropped'; END $$;
-- +goose StatementEnd
CREATE EVENT TRIGGER watch_drops ON sql_drop EXECUTE FUNCTION note_drop();
CREATE PUBLICATION everybody FOR TABLE users;

-- +goose Down
DROP TABLE users;
