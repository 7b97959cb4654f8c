-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION total(price numeric, amount integer) RETURNS numeric LANGUAGE plpgsql AS $$
BEGIN
  RETURN price * amount;
END
$$;
-- +goose StatementEnd

-- +goose Down
DROP FUNCTION total(numeric, integer);
