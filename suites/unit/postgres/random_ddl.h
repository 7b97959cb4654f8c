/* Statements made by chance over a small set of names, so that most of them meet what others have made. */
#pragma once

#include <glib.h>
#include <string.h>

typedef struct {
  GRand *rand;
} RandomDdl;

/* In these, @t is a table, @c a column, @v a view, @f a function, @e an enum, @i an index, @s a sequence, @k
 * a constraint, @g a trigger, @p a policy, @d a domain, @y a composite type, @n a number. */
static const char *const random_forms[] = {
    "CREATE TABLE @t (id integer PRIMARY KEY, c1 text DEFAULT 'x', c2 integer CHECK (c2 > 0))",
    "CREATE TABLE @t (id serial PRIMARY KEY, c1 integer REFERENCES @t, c2 @e DEFAULT 'a', c3 text)",
    "CREATE TABLE @t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, c1 integer, c2 text)",
    "CREATE TABLE @t (id integer PRIMARY KEY, c1 integer, c2 text) PARTITION BY RANGE (id)",
    "CREATE TABLE @t PARTITION OF @t FOR VALUES FROM (@n) TO (1@n)",
    "CREATE UNLOGGED TABLE @t (id integer PRIMARY KEY, c1 text)",
    "CREATE TABLE @t () INHERITS (@t)",
    "CREATE TEMP TABLE tmp (a integer)",
    "CREATE TABLE @t (LIKE @t INCLUDING ALL)",
    "CREATE TABLE @t AS SELECT g AS id, g AS @c FROM generate_series(1, @n) g",
    "DROP TABLE @t",
    "DROP TABLE @t CASCADE",
    "DROP TABLE @t, @t CASCADE",
    "ALTER TABLE @t ADD COLUMN @c integer",
    "ALTER TABLE @t ADD COLUMN @c text DEFAULT 'y' NOT NULL",
    "ALTER TABLE @t ADD COLUMN @c @e",
    "ALTER TABLE @t ADD COLUMN @c @d",
    "ALTER TABLE @t ADD COLUMN @c @y",
    "ALTER TABLE @t ADD COLUMN @c integer GENERATED ALWAYS AS (@n * 2) STORED",
    "ALTER TABLE @t DROP COLUMN @c",
    "ALTER TABLE @t DROP COLUMN @c CASCADE",
    "ALTER TABLE @t RENAME @c TO @c",
    "ALTER TABLE @t RENAME TO @r",
    "ALTER TABLE @t ALTER @c TYPE bigint",
    "ALTER TABLE @t ALTER @c SET DEFAULT NULL",
    "ALTER TABLE @t ALTER @c SET DEFAULT public.f1(@n)",
    "ALTER TABLE @t ALTER @c DROP DEFAULT",
    "ALTER TABLE @t ALTER @c SET NOT NULL",
    "ALTER TABLE @t ALTER @c DROP NOT NULL",
    "ALTER TABLE @t ALTER @c SET STATISTICS @n",
    "ALTER TABLE @t ADD CONSTRAINT @k CHECK (@c IS NOT NULL) NOT VALID",
    "ALTER TABLE @t ADD CONSTRAINT @k UNIQUE (@c)",
    "ALTER TABLE @t ADD CONSTRAINT @k FOREIGN KEY (@c) REFERENCES @t",
    "ALTER TABLE @t DROP CONSTRAINT @k",
    "ALTER TABLE @t RENAME CONSTRAINT @k TO @k",
    "ALTER TABLE @t VALIDATE CONSTRAINT @k",
    "ALTER TABLE @t SET (fillfactor = 7@n)",
    "ALTER TABLE @t SET (toast.autovacuum_enabled = false)",
    "ALTER TABLE @t SET SCHEMA other",
    "ALTER TABLE @t SET SCHEMA public",
    "ALTER TABLE @t ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE @t DETACH PARTITION @t",
    "ALTER TABLE @t ATTACH PARTITION @t DEFAULT",
    "ALTER TABLE @t SET UNLOGGED",
    "ALTER TABLE @t SET LOGGED",
    "ALTER TABLE @t CLUSTER ON @i",
    "ALTER TABLE @t REPLICA IDENTITY USING INDEX @i",
    "ALTER TABLE @t REPLICA IDENTITY FULL",
    "ALTER TABLE @t DISABLE TRIGGER ALL",
    "ALTER TABLE @t ENABLE TRIGGER USER",
    "CREATE INDEX @i ON @t (@c)",
    "CREATE INDEX @i ON @t ((@c || 'x'))",
    "CREATE UNIQUE INDEX @i ON @t (@c) WHERE @c IS NULL",
    "CREATE INDEX CONCURRENTLY @i ON @t (@c)",
    "DROP INDEX @i",
    "ALTER INDEX @i RENAME TO @i",
    "REINDEX TABLE @t",
    "COMMENT ON INDEX @i IS 'n@n'",
    "COMMENT ON TABLE @t IS 'n@n'",
    "COMMENT ON COLUMN @t.@c IS 'n@n'",
    "COMMENT ON TABLE @t IS NULL",
    "COMMENT ON CONSTRAINT @k ON @t IS 'n@n'",
    "CREATE VIEW @v AS SELECT * FROM @t",
    "CREATE OR REPLACE VIEW @v AS SELECT a.@c FROM @t a JOIN @t b USING (@c)",
    "CREATE VIEW @v AS SELECT @c, count(*) FROM @t GROUP BY 1",
    "CREATE VIEW @v AS SELECT * FROM @v",
    "CREATE MATERIALIZED VIEW m AS SELECT @c FROM @t",
    "REFRESH MATERIALIZED VIEW m",
    "DROP MATERIALIZED VIEW m",
    "DROP VIEW @v",
    "DROP VIEW @v CASCADE",
    "ALTER VIEW @v RENAME TO @v",
    "ALTER VIEW @v RENAME @c TO @c",
    "ALTER VIEW @v ALTER @c SET DEFAULT NULL",
    "CREATE RULE r AS ON DELETE TO @t DO INSTEAD NOTHING",
    "DROP RULE r ON @t",
    "CREATE TYPE @e AS ENUM ('a', 'b')",
    "ALTER TYPE @e ADD VALUE IF NOT EXISTS 'n@n'",
    "ALTER TYPE @e RENAME VALUE 'a' TO 'z'",
    "ALTER TYPE @e RENAME VALUE 'z' TO 'a'",
    "ALTER TYPE @e RENAME TO @e",
    "DROP TYPE @e",
    "DROP TYPE @e CASCADE",
    "CREATE TYPE @y AS (a integer, b text)",
    "ALTER TYPE @y RENAME ATTRIBUTE a TO c CASCADE",
    "ALTER TYPE @y ADD ATTRIBUTE n@n integer CASCADE",
    "ALTER TYPE @y RENAME TO @y",
    "DROP TYPE @y CASCADE",
    "COMMENT ON COLUMN @y.b IS 'n@n'",
    "CREATE DOMAIN @d AS integer CHECK (VALUE > @n)",
    "ALTER DOMAIN @d ADD CONSTRAINT @k CHECK (VALUE < 1@n) NOT VALID",
    "ALTER DOMAIN @d SET DEFAULT @n",
    "ALTER DOMAIN @d RENAME TO @d",
    "ALTER DOMAIN @d DROP CONSTRAINT @k",
    "DROP DOMAIN @d CASCADE",
    "CREATE FUNCTION @f(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT @n'",
    "CREATE OR REPLACE FUNCTION @f(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1@n'",
    "CREATE FUNCTION @f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE FUNCTION @f(@t) RETURNS SETOF @t LANGUAGE sql AS 'SELECT $1'",
    "ALTER FUNCTION @f(integer) RENAME TO @f",
    "ALTER FUNCTION @f(integer) COST 1@n",
    "DROP FUNCTION @f(integer)",
    "DROP FUNCTION @f CASCADE",
    "COMMENT ON FUNCTION @f(integer) IS 'n@n'",
    "CREATE TRIGGER @g BEFORE INSERT ON @t FOR EACH ROW EXECUTE FUNCTION @f()",
    "ALTER TRIGGER @g ON @t RENAME TO @g",
    "DROP TRIGGER @g ON @t",
    "CREATE SEQUENCE @s",
    "ALTER SEQUENCE @s INCREMENT @n",
    "ALTER SEQUENCE @s OWNED BY @t.@c",
    "ALTER SEQUENCE @s OWNED BY NONE",
    "ALTER SEQUENCE @s RENAME TO @s",
    "DROP SEQUENCE @s CASCADE",
    "CREATE POLICY @p ON @t USING (@c IS NOT NULL)",
    "ALTER POLICY @p ON @t RENAME TO @p",
    "ALTER POLICY @p ON @t USING (EXISTS (SELECT FROM @t x WHERE x.@c IS NULL))",
    "DROP POLICY @p ON @t",
    "CREATE STATISTICS st ON @c, id FROM @t",
    "DROP STATISTICS st",
    "GRANT SELECT ON @t TO PUBLIC",
    "GRANT UPDATE (@c) ON @t TO PUBLIC",
    "REVOKE ALL ON @t FROM PUBLIC",
    "REVOKE EXECUTE ON FUNCTION @f(integer) FROM PUBLIC",
    "GRANT USAGE ON TYPE @e TO PUBLIC",
    "GRANT EXECUTE ON FUNCTION @f(integer) TO PUBLIC",
    "DO $$ BEGIN EXECUTE 'GRANT INSERT ON @t TO PUBLIC'; END $$",
    "INSERT INTO @t SELECT FROM generate_series(1, @n)",
    "INSERT INTO @t (id) SELECT g FROM generate_series(1, @n) g",
    "INSERT INTO @t (id) SELECT g FROM generate_series(1, @n) g",
    "INSERT INTO @t (id) VALUES (1@n) ON CONFLICT DO NOTHING",
    "UPDATE @t SET @c = DEFAULT",
    "UPDATE @t SET @c = NULL",
    "UPDATE @t SET @c = @n",
    "UPDATE @t SET @c = repeat('x', 9@n9)",
    "DELETE FROM @t",
    "DELETE FROM @t WHERE @c IS NULL",
    "TRUNCATE @t",
    "TRUNCATE @t CASCADE",
    "VACUUM @t",
    "ANALYZE @t",
    "CLUSTER @t USING @i",
    "VACUUM FULL @t",
    "BEGIN; ALTER TABLE @t ADD COLUMN @c text; ROLLBACK",
    "SAVEPOINT a; DROP TABLE @t CASCADE; ROLLBACK TO a",
    "SET synchronous_commit TO off; COMMENT ON TABLE @t IS 'off @n'",
    "SELECT set_config('synchronous_commit', 'off', false); UPDATE @t SET @c = NULL",
    "CREATE TABLE @t (id integer, @c text); INSERT INTO @t (id) VALUES (@n); DROP TABLE @t",
    "DROP TABLE @t CASCADE; CREATE TABLE @t (id integer PRIMARY KEY, c1 integer, c2 text)",
    "ALTER TABLE @t RENAME @c TO zz; ALTER TABLE @t RENAME zz TO @c",
};

/* So that what is seldom of use does not make up most of it. */
static const char *const random_rare[] = {
    "CREATE SCHEMA other",
    "DROP SCHEMA other CASCADE",
    "ALTER SCHEMA other RENAME TO another",
    "ALTER SCHEMA another RENAME TO other",
    "COMMENT ON SCHEMA public IS 'n@n'",
    "CREATE EXTENSION hstore",
    "DROP EXTENSION hstore CASCADE",
    "GRANT SELECT ON pg_catalog.pg_class TO PUBLIC",
    "VACUUM",
    "ANALYZE",
    "VACUUM FULL",
    "VACUUM FULL pg_class",
    "REINDEX TABLE pg_class",
    "CREATE PUBLICATION pub FOR TABLE @t",
    "DROP PUBLICATION pub",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
    "ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION hstore_in TO PUBLIC",
    "REVOKE ALL ON FUNCTION hstore_in FROM PUBLIC",
    "CREATE EVENT TRIGGER et ON ddl_command_end EXECUTE FUNCTION f1()",
    "DROP EVENT TRIGGER et",
    "SELECT pg_switch_wal()",
    "CHECKPOINT",
    "ALTER TABLE @t OWNER TO CURRENT_USER",
    "DO $$ BEGIN FOR i IN 1..20 LOOP EXECUTE format('CREATE TABLE m_%s (id integer)', i); END LOOP; END $$",
    "DO $$ BEGIN FOR i IN 1..20 LOOP EXECUTE format('DROP TABLE IF EXISTS m_%s', i); END LOOP; END $$",
};

static inline RandomDdl random_ddl_new(guint seed)
{
  return (RandomDdl){.rand = g_rand_new_with_seed(seed)};
}

static inline void random_ddl_clear(RandomDdl *ddl)
{
  g_rand_free(ddl->rand);
}

static inline void random_name(RandomDdl *ddl, char what, GString *sql)
{
  guint names = what == 't' || what == 'r' ? 6 : what == 'c' ? 4 : 3;
  int number = g_rand_int_range(ddl->rand, 1, (gint)names + 1);
  if (what == 'n')
    g_string_append_printf(sql, "%d", number);
  else
    g_string_append_printf(sql, "%c%d", what == 'r' ? 't' : what, number);
}

/* A statement or several; free with g_free(). */
static inline char *random_ddl_next(RandomDdl *ddl)
{
  gboolean rare = g_rand_int_range(ddl->rand, 0, 40) == 0;
  const char *form = rare ? random_rare[g_rand_int_range(ddl->rand, 0, G_N_ELEMENTS(random_rare))]
                          : random_forms[g_rand_int_range(ddl->rand, 0, G_N_ELEMENTS(random_forms))];
  g_autoptr(GString) sql = g_string_new(NULL);
  for (; *form != '\0'; form++)
    if (*form == '@')
      random_name(ddl, *++form, sql);
    else
      g_string_append_c(sql, *form);
  return g_string_free(g_steal_pointer(&sql), FALSE);
}
