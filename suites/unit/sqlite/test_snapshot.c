/* What a schema is told as, word by word. */
#include "fixture.h"

#include <time.h>

typedef struct {
  const char *sql;
  const char *text; /* without "database: main" */
} Case;

static const Case cases[] = {
    {"create table orgs(id integer primary key autoincrement, Name varchar (20) not null collate nocase "
     "unique on"
     " conflict replace, createdAt default current_timestamp, kind text default \"active\")",
     "column: orgs.Name\n  collation: NOCASE\n  not null: yes\n  position: 2\n  type: VARCHAR(20)\n"
     "column: orgs.createdAt\n  default: CURRENT_TIMESTAMP\n  position: 3\n"
     "column: orgs.id\n  position: 1\n  type: INTEGER\n"
     "column: orgs.kind\n  default: 'active'\n  position: 4\n  type: TEXT\n"
     "constraint: orgs primary key\n  autoincrement: yes\n  primary key: id\n  rowid alias: yes\n"
     "constraint: orgs unique (Name)\n  on conflict: REPLACE\n  unique: Name\n"
     "table: orgs\n"},
    {"create table t([order] int not null on conflict ignore, key int constraint n not null, full text "
     "generated always"
     " as (key || 'x') stored, constraint pk primary key (\"order\", KEY desc) on conflict fail) strict, "
     "without rowid",
     "column: t.\"order\"\n  not null: yes\n  not null on conflict: IGNORE\n  position: 1\n  type: INT\n"
     "column: t.full\n  generated: key || 'x'\n  position: 3\n  stored: yes\n  type: TEXT\n"
     "column: t.key\n  not null: yes\n  not null name: n\n  position: 2\n  type: INT\n"
     "constraint: t primary key\n  name: pk\n  on conflict: FAIL\n  primary key: \"order\", key DESC\n"
     "table: t\n  strict: yes\n  without rowid: yes\n"},
    {"create table orgs(Id); create table t(a references ORGS(ID) on delete cascade on update set null "
     "deferrable"
     " initially deferred, b, constraint fk foreign key(a, b) references other match full, check(A > 0), "
     "constraint"
     " \"b ok\" check(b in (\"x\", \"y\")))",
     "column: orgs.Id\n  position: 1\n"
     "column: t.a\n  position: 1\n"
     "column: t.b\n  position: 2\n"
     "constraint: t check (a > 0)\n  check: a > 0\n"
     "constraint: t foreign key (a)\n  deferrable: initially deferred\n  foreign key: a\n  on delete: "
     "CASCADE\n"
     "  on update: SET NULL\n  references: orgs (Id)\n"
     "constraint: t.\"b ok\"\n  check: b IN ('x', 'y')\n"
     "constraint: t.fk\n  foreign key: a, b\n  match: FULL\n  references: other\n"
     "table: orgs\ntable: t\n"},
    {"create table \"my t\"(a); create unique index ix on \"my t\"(lower(A) desc, a collate nocase asc) "
     "where a is not"
     " null",
     "column: \"my t\".a\n  position: 1\n"
     "index: ix\n  columns: lower(a) DESC, a COLLATE NOCASE\n  table: \"my t\"\n  unique: yes\n"
     "  where: a IS NOT NULL\n"
     "table: \"my t\"\n"},
    {"create table Users(Id, Name); create view v(a, \"b c\") as select u.id, count(*) as Total from users "
     "as u where"
     " name <> \"x\" group by cast(u.ID as text) order by total",
     "column: Users.Id\n  position: 1\n"
     "column: Users.Name\n  position: 2\n"
     "table: Users\n"
     "view: v\n  columns: a, \"b c\"\n"
     "  definition: SELECT u.Id, count(*) AS Total FROM Users AS u WHERE Name <> 'x' GROUP BY CAST(u.Id AS "
     "text)"
     " ORDER BY Total\n"},
    {"create table t(a, b); create trigger r update of A on T for each row when new.a > 1 begin update t set "
     "b ="
     " \"x\" where a = old.a; select 1; end",
     "column: t.a\n  position: 1\n"
     "column: t.b\n  position: 2\n"
     "table: t\n"
     "trigger: r\n  definition: WHEN new.a > 1 BEGIN UPDATE t SET b = 'x' WHERE a = old.a; SELECT 1; END\n"
     "  event: BEFORE UPDATE OF a\n  table: t\n"},
    {"create virtual table f using FTS5(a, b , tokenize = 'porter'); create virtual table r using rtree(id, "
     "x, y)",
     "table: f\n  arguments: a, b, tokenize = 'porter'\n  module: fts5\n"
     "table: r\n  arguments: id, x, y\n  module: rtree\n"},
    {"create table t(a); pragma writable_schema = on; update sqlite_schema set sql = 'create table if not "
     "exists t(a)'",
     "table: t\n  definition: CREATE TABLE IF NOT EXISTS t(a)\n"}, // as SQLite itself never writes it
};

static gboolean check_case(const Case *expected)
{
  void *database;
  open_database(&database);
  run(database, "pragma foreign_keys = off");
  run(database, expected->sql);
  g_autofree char *text = snapshot_text(database);
  g_auto(GStrv) parts = g_strsplit(text, "database: main\n", -1);
  g_autofree char *without_database = g_strjoinv("", parts);
  gboolean as_expected = g_str_equal(without_database, expected->text);
  if (!as_expected)
    g_printerr("%s\nis told as\n%s\n", expected->sql, without_database);
  close_database(&database);
  return as_expected;
}

static void test_texts(void **state)
{
  (void)state;
  guint failed = 0;
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    failed += !check_case(&cases[i]);
  assert_int_equal(failed, 0);
}

static void test_database(void **state)
{
  run(*state, "pragma user_version = 7; pragma application_id = -2");
  g_autofree char *text = snapshot_text(*state);
  assert_string_equal(text, "database: main\n  application_id: -2\n  user_version: 7\n");
}

static void test_parts(void **state)
{
  run(*state, "create table \"T t\"(a unique); create index i on \"t T\"(a);"
              "create trigger r insert on \"t t\" begin select 1; end; create view v as select 1");
  static const char *const parents[][3] = {
      {"table", "\"T t\"", NULL},
      {"column", "\"T t\".a", "\"T t\""},
      {"constraint", "\"T t\" unique (a)", "\"T t\""},
      {"index", "i", "\"T t\""},
      {"trigger", "r", "\"T t\""},
      {"view", "v", NULL},
      {"database", "main", NULL},
  };
  g_autoptr(MigharSnapshot) taken = snapshot(*state);
  assert_int_equal(taken->objects->len, G_N_ELEMENTS(parents));
  for (guint i = 0; i < G_N_ELEMENTS(parents); i++) {
    const MigharObject *object = mighar_snapshot_find(taken, parents[i][0], parents[i][1]);
    assert_non_null(object);
    assert_int_equal(g_strcmp0(object->parent, parents[i][2]), 0);
  }
}

/* Of the processor: what else the machine does is no part of it. */
static double processor_seconds(void)
{
  struct timespec time;
  assert_int_equal(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time), 0);
  return time.tv_sec + time.tv_nsec / 1e9;
}

/* The time that a snapshot takes grows with the number of objects, and no faster. */
static double seconds_for(guint n_tables)
{
  void *database;
  open_database(&database);
  g_autoptr(GString) sql = g_string_new("begin;");
  for (guint i = 0; i < n_tables; i++)
    g_string_append_printf(sql,
                           "create table t%u(a integer primary key, b references t%u(a), check(b > \"x\"));"
                           "create index i%u on t%u(b); create view v%u as select a from t%u;",
                           i, i / 2, i, i, i, i);
  g_string_append(sql, "commit");
  run(database, sql->str);
  double start = processor_seconds();
  g_autoptr(MigharSnapshot) taken = snapshot(database);
  double end = processor_seconds();
  assert_int_equal(taken->objects->len, 1 + n_tables * 8);
  close_database(&database);
  return end - start;
}

static void test_linear(void **state)
{
  (void)state;
  double best = 1000;
  for (guint i = 0; i < 3; i++)
    best = MIN(best, seconds_for(800) / seconds_for(100));
  assert_true(best < 8 * 3); // quadratic would be 64
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_texts),
      cmocka_unit_test_setup_teardown(test_database, open_database, close_database),
      cmocka_unit_test_setup_teardown(test_parts, open_database, close_database),
      cmocka_unit_test(test_linear),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
