-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION total(price numeric, amount integer) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT price * amount
$$;
-- +goose StatementEnd

-- +goose Down
DROP FUNCTION total(numeric, integer);
