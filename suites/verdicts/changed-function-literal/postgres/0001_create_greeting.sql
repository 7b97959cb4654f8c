-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION greeting() RETURNS text LANGUAGE sql AS $$ SELECT 'good  morning' $$;
-- +goose StatementEnd

-- +goose Down
DROP FUNCTION greeting();
