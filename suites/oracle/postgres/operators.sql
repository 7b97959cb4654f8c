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

-- ~ collation public.plain: collate
-- ~ collation public.plain: ctype
-- ~ collation public.plain: locale
-- ~ collation public.plain: provider
DROP COLLATION public.plain; CREATE COLLATION public.plain (PROVIDER = icu, LOCALE = 'de');

-- ~ collation public.plain: locale
DROP COLLATION public.plain; CREATE COLLATION public.plain (PROVIDER = icu, LOCALE = 'fr');

-- ~ conversion public.conv: comment
-- ~ conversion public.conv: default
-- ~ conversion public.conv: from
-- ~ conversion public.conv: function
-- ~ conversion public.conv: owner
DROP CONVERSION public.conv; CREATE CONVERSION public.conv FOR 'LATIN2' TO 'UTF8' FROM iso8859_to_utf8;

-- ~ conversion public.conv: from
-- ~ conversion public.conv: function
-- ~ conversion public.conv: to
DROP CONVERSION public.conv; CREATE CONVERSION public.conv FOR 'UTF8' TO 'LATIN2' FROM utf8_to_iso8859;

-- + operator public.|||| (box, box)
CREATE OPERATOR public.|||| (FUNCTION = public.same, LEFTARG = box, RIGHTARG = box, COMMUTATOR = OPERATOR(public.||||));

-- ~ operator public.|||| (box, box): function
DROP OPERATOR public.|||| (box, box); CREATE OPERATOR public.|||| (FUNCTION = public.less, LEFTARG = box, RIGHTARG = box, COMMUTATOR = OPERATOR(public.||||));

-- ~ operator public.|||| (box, box): hashes
DROP OPERATOR public.|||| (box, box); CREATE OPERATOR public.|||| (FUNCTION = public.less, LEFTARG = box, RIGHTARG = box, COMMUTATOR = OPERATOR(public.||||), HASHES);

-- ~ operator public.|||| (box, box): merges
DROP OPERATOR public.|||| (box, box); CREATE OPERATOR public.|||| (FUNCTION = public.less, LEFTARG = box, RIGHTARG = box, COMMUTATOR = OPERATOR(public.||||), HASHES, MERGES);

-- + operator family public.others USING btree
-- ~ operator class public.box_class USING btree: comment
-- ~ operator class public.box_class USING btree: default
-- ~ operator class public.box_class USING btree: operators
-- ~ operator class public.box_class USING btree: owner
CREATE OPERATOR FAMILY public.others USING btree; DROP OPERATOR CLASS public.box_class USING btree; CREATE OPERATOR CLASS public.box_class FOR TYPE box USING btree FAMILY public.boxes AS OPERATOR 1 public.<<<<;

-- ~ operator class public.box_class USING btree: family
DROP OPERATOR CLASS public.box_class USING btree; CREATE OPERATOR CLASS public.box_class FOR TYPE box USING btree FAMILY public.others AS OPERATOR 1 public.<<<<;

-- ~ operator class public.box_class USING btree: operators
DROP OPERATOR CLASS public.box_class USING btree; CREATE OPERATOR CLASS public.box_class FOR TYPE box USING btree FAMILY public.others AS OPERATOR 1 public.<<<<, OPERATOR 3 public.||||;

-- from 14
-- ~ operator class public.box_class USING btree: operators
-- ~ operator class public.box_class USING btree: type
-- ~ operator family public.others USING btree: operators
DROP OPERATOR CLASS public.box_class USING btree; CREATE OPERATOR CLASS public.box_class FOR TYPE polygon USING btree FAMILY public.others AS OPERATOR 1 public.<<<< (box, box), OPERATOR 3 public.|||| (box, box);

-- ~ operator class public.points USING gist: storage
DROP OPERATOR FAMILY public.points USING gist CASCADE; CREATE OPERATOR CLASS public.points FOR TYPE point USING gist AS OPERATOR 15 pg_catalog.<-> (point, point) FOR ORDER BY float_ops, FUNCTION 1 gist_point_consistent(internal, point, smallint, oid, internal), FUNCTION 2 gist_box_union(internal, internal), FUNCTION 5 gist_box_penalty(internal, internal, internal), FUNCTION 6 gist_box_picksplit(internal, internal), FUNCTION 7 gist_box_same(box, box, internal);

-- - text search configuration public.words
-- ~ text search dictionary public.plain: comment
-- ~ text search dictionary public.plain: options
-- ~ text search dictionary public.plain: owner
-- ~ text search dictionary public.plain: template
DROP TEXT SEARCH CONFIGURATION public.words; DROP TEXT SEARCH DICTIONARY public.plain; CREATE TEXT SEARCH DICTIONARY public.plain (TEMPLATE = public.pattern);

-- + text search configuration public.broken
CREATE TEXT SEARCH CONFIGURATION public.broken (PARSER = "default");

-- ~ text search configuration public.broken: parser
DROP TEXT SEARCH CONFIGURATION public.broken; CREATE TEXT SEARCH CONFIGURATION public.broken (PARSER = public.breaks);

-- + function public.finish(internal)
-- + function public.kinds(internal)
-- + function public.next(internal, internal, internal)
-- + function public.start(internal, integer)
CREATE FUNCTION public.start(internal, integer) RETURNS internal LANGUAGE internal STRICT AS 'prsd_start'; CREATE FUNCTION public.next(internal, internal, internal) RETURNS internal LANGUAGE internal STRICT AS 'prsd_nexttoken'; CREATE FUNCTION public.finish(internal) RETURNS void LANGUAGE internal STRICT AS 'prsd_end'; CREATE FUNCTION public.kinds(internal) RETURNS internal LANGUAGE internal STRICT AS 'prsd_lextype';

-- + text search parser public.own
CREATE TEXT SEARCH PARSER public.own (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);

-- ~ text search parser public.own: end
-- ~ text search parser public.own: get token
-- ~ text search parser public.own: start
-- ~ text search parser public.own: token types
DROP TEXT SEARCH PARSER public.own; CREATE TEXT SEARCH PARSER public.own (START = public.start, GETTOKEN = public.next, END = public.finish, LEXTYPES = public.kinds);

-- + function public.lexize(internal, internal, internal, internal)
CREATE FUNCTION public.lexize(internal, internal, internal, internal) RETURNS internal LANGUAGE internal STRICT AS 'dsimple_lexize';

-- + text search template public.own
CREATE TEXT SEARCH TEMPLATE public.own (LEXIZE = dsimple_lexize);

-- ~ text search template public.own: lexize
DROP TEXT SEARCH TEMPLATE public.own; CREATE TEXT SEARCH TEMPLATE public.own (LEXIZE = public.lexize);

-- from 17
-- + collation public.built_in
CREATE COLLATION public.built_in (PROVIDER = builtin, LOCALE = 'C');

-- from 17
-- ~ collation public.built_in: locale
DROP COLLATION public.built_in; CREATE COLLATION public.built_in (PROVIDER = builtin, LOCALE = 'C.UTF-8');

-- - collation public.plain
DROP COLLATION public.plain;

-- - conversion public.conv
DROP CONVERSION public.conv;

-- - text search template public.own
DROP TEXT SEARCH TEMPLATE public.own;

-- - text search configuration public.broken
-- - text search parser public.breaks
DROP TEXT SEARCH PARSER public.breaks CASCADE;

-- - text search dictionary public.plain
DROP TEXT SEARCH DICTIONARY public.plain;

-- - operator class public.points USING gist
-- - operator family public.points USING gist
DROP OPERATOR FAMILY public.points USING gist CASCADE;
