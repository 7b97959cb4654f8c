-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION say(what integer, VARIADIC more integer[]) RETURNS SETOF text LANGUAGE sql
  STABLE SECURITY DEFINER PARALLEL SAFE COST 10 ROWS 5 SET search_path = pg_catalog
AS 'SELECT ''one''; SELECT n::text FROM unnest(more) AS n';
-- +goose StatementEnd
COMMENT ON FUNCTION say(integer, integer[]) IS 'counts; aloud';
REVOKE EXECUTE ON FUNCTION say(integer, integer[]) FROM PUBLIC;

-- +goose Down
DROP FUNCTION say(integer, integer[]);
