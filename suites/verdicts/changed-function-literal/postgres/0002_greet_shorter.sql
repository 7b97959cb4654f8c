-- +goose Up
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION greeting() RETURNS text LANGUAGE sql AS $$ SELECT 'hello' $$;
-- +goose StatementEnd

-- White space inside a string is no white space.
-- +goose Down
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION greeting() RETURNS text LANGUAGE sql AS $$ SELECT 'good morning' $$;
-- +goose StatementEnd
