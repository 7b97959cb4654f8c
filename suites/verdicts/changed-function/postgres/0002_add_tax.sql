-- +goose Up
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION total(price numeric, amount integer) RETURNS numeric LANGUAGE sql IMMUTABLE AS $$
  SELECT price * amount * 1.19
$$;
-- +goose StatementEnd

-- The arguments are the other way round, and it is no longer IMMUTABLE.
-- +goose Down
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION total(price numeric, amount integer) RETURNS numeric LANGUAGE sql STRICT AS $$
  SELECT amount * price
$$;
-- +goose StatementEnd
