-- setup
CREATE ROLE oracle_user;
CREATE TYPE public.mood AS ENUM ('sad', 'ok');
CREATE TYPE public.address AS (street text, zip integer);
CREATE DOMAIN public.email AS text;
CREATE TABLE public.uses (m public.mood, a public.address);

-- + type public.size
CREATE TYPE public.size AS ENUM ('s', 'm');

-- ~ type public.mood: labels
ALTER TYPE public.mood ADD VALUE 'happy';

-- ~ type public.mood: labels
ALTER TYPE public.mood ADD VALUE 'glad' BEFORE 'happy';

-- ~ type public.mood: labels
ALTER TYPE public.mood RENAME VALUE 'ok' TO 'it''s ok';

-- ~ type public.size: labels
DROP TYPE public.size; CREATE TYPE public.size AS ENUM ('m', 's');

-- - type public.size
-- + type public.size2
ALTER TYPE public.size RENAME TO size2;

-- ~ type public.size2: comment
COMMENT ON TYPE public.size2 IS 'of a shirt';

-- ~ type public.size2: owner
ALTER TYPE public.size2 OWNER TO oracle_user;

-- ~ type public.size2: privileges
REVOKE USAGE ON TYPE public.size2 FROM PUBLIC;

-- - type public.size2
DROP TYPE public.size2;

-- + type public.pair
CREATE TYPE public.pair AS (a integer, b text);

-- ~ type public.pair: attributes
ALTER TYPE public.pair ADD ATTRIBUTE c numeric(5,2);

-- ~ type public.pair: attributes
ALTER TYPE public.pair DROP ATTRIBUTE b;

-- ~ type public.pair: attributes
ALTER TYPE public.pair ALTER ATTRIBUTE a TYPE bigint;

-- ~ type public.pair: attributes
ALTER TYPE public.pair RENAME ATTRIBUTE a TO first;

-- ~ type public.pair: attributes
ALTER TYPE public.pair ADD ATTRIBUTE t text COLLATE "C";

-- ~ type public.pair: attribute comments
COMMENT ON COLUMN public.pair.first IS 'the first of them';

-- ~ type public.pair: comment
COMMENT ON TYPE public.pair IS 'two things';

-- ~ type public.pair: privileges
GRANT USAGE ON TYPE public.pair TO oracle_user WITH GRANT OPTION;

-- + type public.empty
CREATE TYPE public.empty AS ();

-- + type public.span
CREATE TYPE public.span AS RANGE (subtype = float8);

-- ~ type public.span: subtype difference
DROP TYPE public.span; CREATE TYPE public.span AS RANGE (subtype = float8, subtype_diff = float8mi);

-- + type public.text_span
CREATE TYPE public.text_span AS RANGE (subtype = text);

-- ~ type public.text_span: collation
DROP TYPE public.text_span; CREATE TYPE public.text_span AS RANGE (subtype = text, collation = "C");

-- ~ type public.text_span: operator class
DROP TYPE public.text_span; CREATE TYPE public.text_span AS RANGE (subtype = text, collation = "C", subtype_opclass = text_pattern_ops);

-- from 14
-- ~ type public.text_span: multirange type
DROP TYPE public.text_span; CREATE TYPE public.text_span AS RANGE (subtype = text, collation = "C", subtype_opclass = text_pattern_ops, multirange_type_name = public.text_spans);

-- ~ type public.span: comment
COMMENT ON TYPE public.span IS 'of numbers';

-- + shell type public.canonical_span
CREATE TYPE public.canonical_span;

-- + function public.canonical(public.canonical_span)
CREATE FUNCTION public.canonical(public.canonical_span) RETURNS public.canonical_span LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';

-- - shell type public.canonical_span
-- + type public.canonical_span
CREATE TYPE public.canonical_span AS RANGE (subtype = integer, canonical = public.canonical);

-- + domain public.age
CREATE DOMAIN public.age AS integer;

-- ~ domain public.age: default
ALTER DOMAIN public.age SET DEFAULT 18;

-- ~ domain public.age: default
ALTER DOMAIN public.age DROP DEFAULT;

-- ~ domain public.age: not null
ALTER DOMAIN public.age SET NOT NULL;

-- ~ domain public.age: not null
ALTER DOMAIN public.age DROP NOT NULL;

-- + constraint public.age.adult
ALTER DOMAIN public.age ADD CONSTRAINT adult CHECK (VALUE >= 18);

-- - constraint public.age.adult
-- + constraint public.age.grown_up
ALTER DOMAIN public.age RENAME CONSTRAINT adult TO grown_up;

-- ~ constraint public.age.grown_up: comment
COMMENT ON CONSTRAINT grown_up ON DOMAIN public.age IS 'by law';

-- ~ constraint public.age.grown_up: comment
-- ~ constraint public.age.grown_up: definition
ALTER DOMAIN public.age DROP CONSTRAINT grown_up; ALTER DOMAIN public.age ADD CONSTRAINT grown_up CHECK (VALUE >= 21) NOT VALID;

-- ~ constraint public.age.grown_up: definition
ALTER DOMAIN public.age VALIDATE CONSTRAINT grown_up;

-- ~ domain public.age: comment
COMMENT ON DOMAIN public.age IS 'in years';

-- ~ domain public.age: owner
ALTER DOMAIN public.age OWNER TO oracle_user;

-- ~ domain public.age: privileges
REVOKE ALL ON DOMAIN public.age FROM PUBLIC;

-- - constraint public.age.grown_up
-- ~ domain public.age: comment
-- ~ domain public.age: owner
-- ~ domain public.age: privileges
-- ~ domain public.age: type
DROP DOMAIN public.age; CREATE DOMAIN public.age AS numeric(3,0);

-- + domain public.name
CREATE DOMAIN public.name AS text COLLATE "C";

-- ~ domain public.name: collation
DROP DOMAIN public.name; CREATE DOMAIN public.name AS text COLLATE "POSIX";

-- + shell type public.base
CREATE TYPE public.base;

-- ~ shell type public.base: owner
ALTER TYPE public.base OWNER TO oracle_user;

-- ~ shell type public.base: owner
ALTER TYPE public.base OWNER TO CURRENT_USER;

-- + function public.base_in(cstring)
-- + function public.base_out(public.base)
-- + function public.base_recv(internal)
-- + function public.base_send(public.base)
CREATE FUNCTION public.base_in(cstring) RETURNS public.base LANGUAGE internal IMMUTABLE STRICT AS 'int4in'; CREATE FUNCTION public.base_out(public.base) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out'; CREATE FUNCTION public.base_recv(internal) RETURNS public.base LANGUAGE internal IMMUTABLE STRICT AS 'int4recv'; CREATE FUNCTION public.base_send(public.base) RETURNS bytea LANGUAGE internal IMMUTABLE STRICT AS 'int4send';

-- - shell type public.base
-- + type public.base
CREATE TYPE public.base (INPUT = public.base_in, OUTPUT = public.base_out, LIKE = integer);

-- ~ type public.base: receive
ALTER TYPE public.base SET (RECEIVE = public.base_recv);

-- ~ type public.base: send
ALTER TYPE public.base SET (SEND = public.base_send);

-- + function public.base_typmod_in(cstring[])
-- + function public.base_typmod_out(integer)
CREATE FUNCTION public.base_typmod_in(cstring[]) RETURNS integer LANGUAGE internal IMMUTABLE STRICT AS 'varchartypmodin'; CREATE FUNCTION public.base_typmod_out(integer) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'varchartypmodout';

-- ~ type public.base: modifier input
ALTER TYPE public.base SET (TYPMOD_IN = public.base_typmod_in);

-- ~ type public.base: modifier output
ALTER TYPE public.base SET (TYPMOD_OUT = public.base_typmod_out);

-- + function public.other_in(cstring)
-- + function public.other_out(public.other_base)
-- + shell type public.other_base
CREATE TYPE public.other_base; CREATE FUNCTION public.other_in(cstring) RETURNS public.other_base LANGUAGE internal IMMUTABLE STRICT AS 'textin'; CREATE FUNCTION public.other_out(public.other_base) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';

-- - shell type public.other_base
-- + type public.other_base
CREATE TYPE public.other_base (INPUT = public.other_in, OUTPUT = public.other_out, LIKE = text, CATEGORY = 'x', PREFERRED = true, DEFAULT = 'd', DELIMITER = ';', COLLATABLE = true);

-- ~ type public.other_base: storage
ALTER TYPE public.other_base SET (STORAGE = main);

-- + function public.plain_analyze(internal)
-- + function public.plain_in(cstring)
-- + function public.plain_out(public.plain)
-- + type public.plain
CREATE TYPE public.plain; CREATE FUNCTION public.plain_in(cstring) RETURNS public.plain LANGUAGE internal IMMUTABLE STRICT AS 'int4in'; CREATE FUNCTION public.plain_out(public.plain) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out'; CREATE FUNCTION public.plain_analyze(internal) RETURNS boolean LANGUAGE internal STRICT AS 'array_typanalyze'; CREATE TYPE public.plain (INPUT = public.plain_in, OUTPUT = public.plain_out, INTERNALLENGTH = 8, ALIGNMENT = double);

-- ~ type public.plain: analyze
ALTER TYPE public.plain SET (ANALYZE = public.plain_analyze);

-- from 14
-- Everything that a base type is made of, but for its functions, whose names are the same.
-- ~ type public.plain: alignment
-- ~ type public.plain: analyze
-- ~ type public.plain: category
-- ~ type public.plain: collatable
-- ~ type public.plain: default
-- ~ type public.plain: delimiter
-- ~ type public.plain: element
-- ~ type public.plain: length
-- ~ type public.plain: passed by value
-- ~ type public.plain: preferred
-- ~ type public.plain: subscript
DROP TYPE public.plain CASCADE; CREATE TYPE public.plain; CREATE FUNCTION public.plain_in(cstring) RETURNS public.plain LANGUAGE internal IMMUTABLE STRICT AS 'int4in'; CREATE FUNCTION public.plain_out(public.plain) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out'; CREATE TYPE public.plain (INPUT = public.plain_in, OUTPUT = public.plain_out, INTERNALLENGTH = 4, PASSEDBYVALUE, ALIGNMENT = int4, CATEGORY = 'x', PREFERRED = true, DEFAULT = '0', DELIMITER = ';', ELEMENT = integer, SUBSCRIPT = raw_array_subscript_handler, COLLATABLE = true);

-- An enum in place of a composite type.
-- + type public.form
CREATE TYPE public.form AS (a integer);

-- ~ type public.form: attributes
-- ~ type public.form: form
-- ~ type public.form: labels
DROP TYPE public.form; CREATE TYPE public.form AS ENUM ('a');

-- ~ type public.span: comment
-- ~ type public.span: operator class
-- ~ type public.span: subtype
-- ~ type public.span: subtype difference
DROP TYPE public.span; CREATE TYPE public.span AS RANGE (subtype = integer);

-- ~ type public.span: operator class
-- ~ type public.span: subtype
DROP TYPE public.span; CREATE TYPE public.span AS RANGE (subtype = bigint);

-- + domain public."Odd ""domain"""
-- + type public."Odd type"
CREATE TYPE public."Odd type" AS ENUM ('x'); CREATE DOMAIN public."Odd ""domain""" AS public."Odd type"[];

-- + constraint public."Odd ""domain"""."Odd"
ALTER DOMAIN public."Odd ""domain""" ADD CONSTRAINT "Odd" CHECK (VALUE <> '{}');

-- from 17
-- + constraint public."Odd ""domain""".there
-- ~ domain public."Odd ""domain""": not null
ALTER DOMAIN public."Odd ""domain""" ADD CONSTRAINT there NOT NULL;

-- from 17
-- - constraint public."Odd ""domain""".there
-- ~ domain public."Odd ""domain""": not null
ALTER DOMAIN public."Odd ""domain""" DROP CONSTRAINT there;

-- - domain public."Odd ""domain"""
DROP DOMAIN public."Odd ""domain""";

-- - function public.canonical(public.canonical_span)
-- ~ type public.canonical_span: canonical
DROP TYPE public.canonical_span CASCADE; CREATE TYPE public.canonical_span AS RANGE (subtype = integer);

-- from 14
-- + function public.plain_in2(cstring)
-- + function public.plain_out2(public.plain)
-- - function public.plain_in(cstring)
-- - function public.plain_out(public.plain)
-- ~ type public.plain: input
-- ~ type public.plain: output
DROP TYPE public.plain CASCADE; CREATE TYPE public.plain; CREATE FUNCTION public.plain_in2(cstring) RETURNS public.plain LANGUAGE internal IMMUTABLE STRICT AS 'int4in'; CREATE FUNCTION public.plain_out2(public.plain) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out'; CREATE TYPE public.plain (INPUT = public.plain_in2, OUTPUT = public.plain_out2, INTERNALLENGTH = 4, PASSEDBYVALUE, ALIGNMENT = int4, CATEGORY = 'x', PREFERRED = true, DEFAULT = '0', DELIMITER = ';', ELEMENT = integer, SUBSCRIPT = raw_array_subscript_handler, COLLATABLE = true);
