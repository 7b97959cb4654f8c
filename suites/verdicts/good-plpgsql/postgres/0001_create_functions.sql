-- +goose Up
CREATE TABLE log (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, line text);

-- +goose StatementBegin
CREATE FUNCTION say(what text DEFAULT 'it''s; fine') RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
  quoted text := $$a ; b$$;
  escaped text := E'it\'s; /* no comment */ -- none either';
BEGIN
  /* a comment; /* nested; */ still one; */
  INSERT INTO log (line) VALUES (what || quoted || escaped);
  EXECUTE $q$ SELECT '$body'; $q$;
EXCEPTION WHEN others THEN
  RAISE NOTICE '%; and so on', SQLERRM;
END
$body$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE PROCEDURE clear_log(IN older_than integer) LANGUAGE sql
AS $$ DELETE FROM log WHERE id < older_than; $$;
-- +goose StatementEnd

CREATE AGGREGATE longest(text) (SFUNC = textcat, STYPE = text, INITCOND = '');

-- +goose Down
DROP AGGREGATE longest(text);
DROP PROCEDURE clear_log(integer);
DROP FUNCTION say(text);
DROP TABLE log;
