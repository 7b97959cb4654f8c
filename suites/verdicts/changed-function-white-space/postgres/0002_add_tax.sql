-- +goose Up
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION total(price numeric, amount integer) RETURNS numeric LANGUAGE plpgsql AS $$
BEGIN
  RETURN price * amount * 1.19;
END
$$;
-- +goose StatementEnd

-- Only white space, case and a comment differ: worth a look, no failure.
-- +goose Down
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION total(price numeric, amount integer) RETURNS numeric LANGUAGE plpgsql AS $$
begin
    return price*amount; -- net
end
$$;
-- +goose StatementEnd
