-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION greet() RETURNS text LANGUAGE sql AS $$ SELECT 'hello;'; $$;
-- +goose StatementEnd
-- mighar: allow schema the old release does not call it
-- +goose Down
