-- setup
CREATE TABLE public.t (a integer, b serial);
CREATE ROLE oracle_user;

-- + sequence public.s
CREATE SEQUENCE public.s;

-- ~ sequence public.s: maximum
-- ~ sequence public.s: type
ALTER SEQUENCE public.s AS integer;

-- ~ sequence public.s: start
ALTER SEQUENCE public.s START WITH 10;

-- ~ sequence public.s: increment
ALTER SEQUENCE public.s INCREMENT BY 5;

-- ~ sequence public.s: minimum
ALTER SEQUENCE public.s MINVALUE -5;

-- ~ sequence public.s: maximum
ALTER SEQUENCE public.s MAXVALUE 1000;

-- ~ sequence public.s: cache
ALTER SEQUENCE public.s CACHE 20;

-- ~ sequence public.s: cycle
ALTER SEQUENCE public.s CYCLE;

-- ~ sequence public.s: owned by
ALTER SEQUENCE public.s OWNED BY public.t.a;

-- ~ sequence public.s: owned by
ALTER SEQUENCE public.s OWNED BY NONE;

-- from 15
-- ~ sequence public.s: unlogged
ALTER SEQUENCE public.s SET UNLOGGED;

-- Where it stands is data.
SELECT nextval('public.s'), setval('public.s', 100);

-- ~ sequence public.s: comment
COMMENT ON SEQUENCE public.s IS 'numbers';

-- ~ sequence public.s: privileges
GRANT USAGE ON SEQUENCE public.s TO oracle_user;

-- ~ sequence public.s: owner
-- ~ sequence public.s: privileges
ALTER SEQUENCE public.s OWNER TO oracle_user;

-- - sequence public.s
-- + sequence public.s2
ALTER SEQUENCE public.s RENAME TO s2;

-- - sequence public.s2
DROP SEQUENCE public.s2;

-- ~ column public.t.b: default
ALTER TABLE public.t ALTER COLUMN b DROP DEFAULT;

-- - sequence public.t_b_seq
DROP SEQUENCE public.t_b_seq;

-- + table public.i
CREATE TABLE public.i (a integer GENERATED ALWAYS AS IDENTITY, b integer NOT NULL);

-- The same sequence of another column.
-- ~ column public.i.a: identity
-- ~ column public.i.b: identity
-- ~ sequence public.i_a_seq: identity of
ALTER TABLE public.i ALTER COLUMN a DROP IDENTITY; ALTER TABLE public.i ALTER COLUMN b ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME public.i_a_seq);

-- The sequence of an identity column.
-- + column public.t.c
-- + sequence public.t_c_seq
ALTER TABLE public.t ADD COLUMN c bigint GENERATED ALWAYS AS IDENTITY (START WITH 7);

-- + sequence public.t_c_number
-- - sequence public.t_c_seq
ALTER SEQUENCE public.t_c_seq RENAME TO t_c_number;

-- ~ sequence public.t_c_number: cycle
ALTER TABLE public.t ALTER COLUMN c SET CYCLE;

-- from 15
-- ~ sequence public.t_c_number: unlogged
ALTER SEQUENCE public.t_c_number SET UNLOGGED;
