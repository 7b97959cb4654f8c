-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION greet(name text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF name = '' THEN
    RETURN 'hello';
  END IF;
  RETURN 'hello ' || name;
END
$$;
-- +goose StatementEnd

-- +goose Down
DROP FUNCTION greet(text);
