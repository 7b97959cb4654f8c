#include "ledger.h"

#include <mighar/ledger.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void add(GPtrArray *objects, const char *kind, const char *name, const char *parent)
{
  g_ptr_array_add(objects, mighar_object_new(kind, name, parent, NULL, NULL, 0));
}

/* A table with these columns, an index and, as a part of a column, a sequence. */
static void add_table(GPtrArray *objects, const char *table, const char *columns)
{
  g_auto(GStrv) names = g_strsplit(columns, " ", -1);
  add(objects, "table", table, NULL);
  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *column = g_strdup_printf("%s.%s", table, names[i]);
    g_autofree char *sequence = g_strdup_printf("%s_seq", column);
    add(objects, "column", column, table);
    add(objects, "sequence", sequence, column);
  }
  g_autofree char *index = g_strdup_printf("%s_index", table);
  add(objects, "index", index, table);
}

static GPtrArray *new_objects(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
}

static void knows_ledgers_by_table_and_columns(void **state)
{
  (void)state;
  static const struct {
    const char *table;
    const char *columns;
    const char *format; /* NULL: none */
  } cases[] = {
      {"public.goose_db_version", "id version_id is_applied tstamp", "goose"},
      {"goose_db_version", "id version_id is_applied tstamp", "goose"},
      {"ops.goose_db_version", "id version_id is_applied", "goose"},
      {"goose_db_version", "id version_id", NULL},
      {"goose_db_versions", "id version_id is_applied tstamp", NULL},
      {"schema_migrations", "version dirty", "golang-migrate"},
      {"schema_migrations", "version", "dbmate"},
      {"schema_migrations", "filename", NULL},
      {"_sqlx_migrations", "version description installed_on success checksum execution_time", "sqlx"},
      {"__diesel_schema_migrations", "version run_on", "diesel"},
      {"flyway_schema_history",
       "installed_rank version description type script checksum installed_by installed_on execution_time "
       "success",
       "flyway"},
      {"gorp_migrations", "id applied_at", "sql-migrate"},
      {"alembic_version", "version_num", "alembic"},
      {"alembic_version", "version_num note", NULL},
      {"schema_version", "version", "tern"},
      {"schema_version", "version note", NULL},
      {"sqitch.changes", "change_id script_hash change project note", "sqitch"},
      {"app.changes", "change_id script_hash change project note", NULL},
      {"mighar_migrations", "version name applied_at", "mighar"},
      {"mighar_lock", "name token holder since expires", "mighar"},
      {"users", "id version", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    GPtrArray *objects = new_objects();
    add_table(objects, cases[i].table, cases[i].columns);
    add_table(objects, "other", "id");
    g_autoptr(MigharSnapshot) snapshot = mighar_snapshot_new(objects);
    g_autoptr(GArray) ledgers = mighar_ledgers_find(snapshot);
    assert_int_equal(ledgers->len, cases[i].format != NULL ? 1 : 0);
    if (ledgers->len == 1) {
      assert_string_equal(g_array_index(ledgers, MigharLedger, 0).format, cases[i].format);
      assert_string_equal(g_array_index(ledgers, MigharLedger, 0).table, cases[i].table);
    }
  }
}

static void nothing_of_a_ledger_is_left_and_all_else_is(void **state)
{
  (void)state;
  GPtrArray *objects = new_objects(), *rest = new_objects();
  add_table(objects, "schema_migrations", "version dirty");
  add_table(objects, "users", "id version");
  add_table(rest, "users", "id version");
  g_autoptr(MigharSnapshot) snapshot = mighar_snapshot_new(objects);
  g_autoptr(MigharSnapshot) expected = mighar_snapshot_new(rest);
  g_autoptr(GArray) ledgers = mighar_ledgers_find(snapshot);
  g_autoptr(MigharSnapshot) without = mighar_ledgers_remove(snapshot, ledgers);
  assert_true(mighar_snapshot_equal(without, expected));

  g_autoptr(GArray) none = mighar_ledgers_find(expected);
  g_autoptr(MigharSnapshot) unchanged = mighar_ledgers_remove(expected, none);
  assert_true(mighar_snapshot_equal(unchanged, expected));
}

static void questions_are_asked_of_the_table(void **state)
{
  (void)state;
  GPtrArray *objects = new_objects();
  add_table(objects, "ops.goose_db_version", "id is_applied version_id");
  g_autoptr(MigharSnapshot) snapshot = mighar_snapshot_new(objects);
  g_autoptr(GArray) ledgers = mighar_ledgers_find(snapshot);
  g_autofree char *query = mighar_ledger_query(&g_array_index(ledgers, MigharLedger, 0),
                                               MIGHAR_DIALECT_POSTGRES, MIGHAR_LEDGER_APPLIED);
  assert_non_null(strstr(query, "FROM ops.goose_db_version AS l"));
  assert_true(g_str_has_prefix(query, "SELECT version FROM (SELECT version_id AS version, "));
  assert_true(g_str_has_suffix(query, "WHERE done = 't'"));
}

/* Each of them is asked all questions by what it is read with. */
static void all_that_tell_can_be_asked(void **state)
{
  (void)state;
  for (guint i = 0; ledgers[i] != NULL; i++) {
    assert_true(ledgers[i]->by_its_tool || ledgers[i]->up != NULL);
    const MigharLedger ledger = {ledgers[i], ledgers[i]->format, "t", TRUE, FALSE};
    for (guint question = 0; question <= MIGHAR_LEDGER_UNFINISHED; question++) {
      g_autofree char *query = mighar_ledger_query(&ledger, MIGHAR_DIALECT_SQLITE, question);
      assert_null(strchr(query, '{'));
    }
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(knows_ledgers_by_table_and_columns),
      cmocka_unit_test(nothing_of_a_ledger_is_left_and_all_else_is),
      cmocka_unit_test(questions_are_asked_of_the_table),
      cmocka_unit_test(all_that_tell_can_be_asked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
