-- setup
CREATE ROLE oracle_user;
CREATE FUNCTION public.less(box, box) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'box_lt';
CREATE FUNCTION public.greater(box, box) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'box_gt';
CREATE FUNCTION public.same(box, box) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'box_eq';
CREATE FUNCTION public.compare(box, box) RETURNS integer LANGUAGE sql IMMUTABLE STRICT AS 'SELECT 0';
CREATE FUNCTION public.number(text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT AS 'SELECT 1';
CREATE FUNCTION public.flag(integer) RETURNS box LANGUAGE sql IMMUTABLE STRICT AS 'SELECT NULL::box';

-- + operator public.<<<< (box, box)
CREATE OPERATOR public.<<<< (FUNCTION = public.less, LEFTARG = box, RIGHTARG = box);

-- ~ operator public.<<<< (box, box): restriction estimator
ALTER OPERATOR public.<<<< (box, box) SET (RESTRICT = scalarltsel);

-- ~ operator public.<<<< (box, box): join estimator
ALTER OPERATOR public.<<<< (box, box) SET (JOIN = scalarltjoinsel);

-- ~ operator public.<<<< (box, box): comment
COMMENT ON OPERATOR public.<<<< (box, box) IS 'much less';

-- ~ operator public.<<<< (box, box): owner
ALTER OPERATOR public.<<<< (box, box) OWNER TO oracle_user;

-- Its commutator is told by both.
-- + operator public.>>>> (box, box)
-- ~ operator public.<<<< (box, box): commutator
CREATE OPERATOR public.>>>> (FUNCTION = public.greater, LEFTARG = box, RIGHTARG = box, COMMUTATOR = OPERATOR(public.<<<<));

-- - operator public.>>>> (box, box)
-- ~ operator public.<<<< (box, box): commutator
DROP OPERATOR public.>>>> (box, box);

-- + operator public.==== (box, box)
CREATE OPERATOR public.==== (FUNCTION = public.same, LEFTARG = box, RIGHTARG = box, COMMUTATOR = OPERATOR(public.====), HASHES, MERGES);

-- + operator public.>>>> (box, box)
-- ~ operator public.<<<< (box, box): negator
CREATE OPERATOR public.>>>> (FUNCTION = public.greater, LEFTARG = box, RIGHTARG = box, NEGATOR = OPERATOR(public.<<<<));

-- + operator public.@@@ (NONE, text)
CREATE OPERATOR public.@@@ (FUNCTION = public.number, RIGHTARG = text);

-- + operator family public.boxes USING btree
CREATE OPERATOR FAMILY public.boxes USING btree;

-- ~ operator family public.boxes USING btree: functions
-- ~ operator family public.boxes USING btree: operators
ALTER OPERATOR FAMILY public.boxes USING btree ADD OPERATOR 1 public.<<<< (box, box), FUNCTION 1 (box, box) public.compare(box, box);

-- ~ operator family public.boxes USING btree: operators
ALTER OPERATOR FAMILY public.boxes USING btree DROP OPERATOR 1 (box, box);

-- ~ operator family public.boxes USING btree: functions
ALTER OPERATOR FAMILY public.boxes USING btree DROP FUNCTION 1 (box, box);

-- + operator class public.box_class USING btree
CREATE OPERATOR CLASS public.box_class FOR TYPE box USING btree FAMILY public.boxes AS OPERATOR 1 public.<<<< , OPERATOR 3 public.====, FUNCTION 1 public.compare(box, box);

-- ~ operator class public.box_class USING btree: default
DROP OPERATOR CLASS public.box_class USING btree; CREATE OPERATOR CLASS public.box_class DEFAULT FOR TYPE box USING btree FAMILY public.boxes AS OPERATOR 1 public.<<<< , OPERATOR 3 public.====, FUNCTION 1 public.compare(box, box);

-- ~ operator class public.box_class USING btree: functions
DROP OPERATOR CLASS public.box_class USING btree; CREATE OPERATOR CLASS public.box_class DEFAULT FOR TYPE box USING btree FAMILY public.boxes AS OPERATOR 1 public.<<<< , OPERATOR 3 public.====;

-- ~ operator class public.box_class USING btree: comment
COMMENT ON OPERATOR CLASS public.box_class USING btree IS 'by size';

-- ~ operator family public.boxes USING btree: comment
COMMENT ON OPERATOR FAMILY public.boxes USING btree IS 'all sizes';

-- ~ operator class public.box_class USING btree: owner
ALTER OPERATOR CLASS public.box_class USING btree OWNER TO oracle_user;

-- ~ operator family public.boxes USING btree: owner
ALTER OPERATOR FAMILY public.boxes USING btree OWNER TO oracle_user;

-- + operator class public.points USING gist
-- + operator family public.points USING gist
CREATE OPERATOR CLASS public.points FOR TYPE point USING gist AS STORAGE box, OPERATOR 15 pg_catalog.<-> (point, point) FOR ORDER BY float_ops, FUNCTION 1 gist_point_consistent(internal, point, smallint, oid, internal), FUNCTION 2 gist_box_union(internal, internal), FUNCTION 5 gist_box_penalty(internal, internal, internal), FUNCTION 6 gist_box_picksplit(internal, internal), FUNCTION 7 gist_box_same(box, box, internal);

-- + cast (integer AS box)
CREATE CAST (integer AS box) WITH FUNCTION public.flag(integer);

-- ~ cast (integer AS box): context
DROP CAST (integer AS box); CREATE CAST (integer AS box) WITH FUNCTION public.flag(integer) AS ASSIGNMENT;

-- ~ cast (integer AS box): context
-- ~ cast (integer AS box): function
-- ~ cast (integer AS box): method
DROP CAST (integer AS box); CREATE CAST (integer AS box) WITH INOUT AS IMPLICIT;

-- ~ cast (integer AS box): comment
COMMENT ON CAST (integer AS box) IS 'of any size';

-- - cast (integer AS box)
DROP CAST (integer AS box);

-- + collation public.plain
CREATE COLLATION public.plain (LOCALE = 'C');

-- ~ collation public.plain: collate
-- ~ collation public.plain: ctype
DROP COLLATION public.plain; CREATE COLLATION public.plain (LOCALE = 'POSIX');

-- + collation public.german
CREATE COLLATION public.german (PROVIDER = icu, LOCALE = 'de-u-co-phonebk');

-- ~ collation public.german: deterministic
DROP COLLATION public.german; CREATE COLLATION public.german (PROVIDER = icu, LOCALE = 'de-u-co-phonebk', DETERMINISTIC = false);

-- from 16
-- ~ collation public.german: rules
DROP COLLATION public.german; CREATE COLLATION public.german (PROVIDER = icu, LOCALE = 'de-u-co-phonebk', DETERMINISTIC = false, RULES = '&a < g');

-- ~ collation public.german: comment
COMMENT ON COLLATION public.german IS 'as in a phone book';

-- ~ collation public.german: owner
ALTER COLLATION public.german OWNER TO oracle_user;

-- + conversion public.conv
CREATE CONVERSION public.conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;

-- ~ conversion public.conv: default
DROP CONVERSION public.conv; CREATE DEFAULT CONVERSION public.conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;

-- ~ conversion public.conv: comment
COMMENT ON CONVERSION public.conv IS 'widen';

-- ~ conversion public.conv: owner
ALTER CONVERSION public.conv OWNER TO oracle_user;

-- + text search dictionary public.plain
CREATE TEXT SEARCH DICTIONARY public.plain (TEMPLATE = simple);

-- ~ text search dictionary public.plain: options
ALTER TEXT SEARCH DICTIONARY public.plain (Accept = false);

-- ~ text search dictionary public.plain: owner
ALTER TEXT SEARCH DICTIONARY public.plain OWNER TO oracle_user;

-- ~ text search dictionary public.plain: comment
COMMENT ON TEXT SEARCH DICTIONARY public.plain IS 'no more';

-- + text search configuration public.words
CREATE TEXT SEARCH CONFIGURATION public.words (PARSER = "default");

-- ~ text search configuration public.words: mappings
ALTER TEXT SEARCH CONFIGURATION public.words ADD MAPPING FOR asciiword, word WITH public.plain, simple;

-- ~ text search configuration public.words: mappings
ALTER TEXT SEARCH CONFIGURATION public.words ALTER MAPPING FOR word WITH simple, public.plain;

-- ~ text search configuration public.words: mappings
ALTER TEXT SEARCH CONFIGURATION public.words DROP MAPPING FOR word;

-- ~ text search configuration public.words: comment
COMMENT ON TEXT SEARCH CONFIGURATION public.words IS 'our words';

-- ~ text search configuration public.words: owner
ALTER TEXT SEARCH CONFIGURATION public.words OWNER TO oracle_user;

-- + text search parser public.breaks
CREATE TEXT SEARCH PARSER public.breaks (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);

-- ~ text search parser public.breaks: headline
DROP TEXT SEARCH PARSER public.breaks; CREATE TEXT SEARCH PARSER public.breaks (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);

-- ~ text search parser public.breaks: comment
COMMENT ON TEXT SEARCH PARSER public.breaks IS 'as the default';

-- + text search template public.pattern
CREATE TEXT SEARCH TEMPLATE public.pattern (LEXIZE = dsimple_lexize);

-- ~ text search template public.pattern: init
DROP TEXT SEARCH TEMPLATE public.pattern; CREATE TEXT SEARCH TEMPLATE public.pattern (INIT = dsimple_init, LEXIZE = dsimple_lexize);

-- ~ text search template public.pattern: comment
COMMENT ON TEXT SEARCH TEMPLATE public.pattern IS 'as simple';
