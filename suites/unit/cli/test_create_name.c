/* What new migrations are called. */
#include "create_name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void versions_follow_in_their_own_style(void **state)
{
  (void)state;
  static const struct {
    const char *last, *next;
  } rows[] = {
      {"1", "2"},
      {"9", "10"},
      {"0009", "0010"},
      {"999", "1000"},
      {"1.2", "1.3"},
      {"20240101120000", "20240305060708"},
      {"20240305060708", "20240305060709"},
      {"20990101000000", "20990101000001"},
      {"2024-01-01-120000", "2024-03-05-060708"},
      {"202401011200", "202403050607"},
      {"20240101", "20240305"},
      {"20240305", "20240306"},
      {"1700000000", "1709618828"},
      {"1700000000000", "1709618828000"},
      {"00000012", "00000013"},
  };
  g_autoptr(GDateTime) now = g_date_time_new_utc(2024, 3, 5, 6, 7, 8);
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *next = create_next_version(rows[i].last, now);
    assert_string_equal(next, rows[i].next);
  }
}

static void titles_are_words(void **state)
{
  (void)state;
  static const struct {
    const char *words, *title;
  } rows[] = {
      {"add_users", "add_users"},
      {"  Add  Users! ", "add_users"},
      {"a/b\\c.d", "a_b_c_d"},
      {"\xc3\x89"
       "coles",
       "\xc3\xa9"
       "coles"},
      {"1\n2", "1_2"},
      {"--", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *title = create_title(rows[i].words, '_');
    if (rows[i].title == NULL)
      assert_null(title);
    else
      assert_string_equal(title, rows[i].title);
  }
}

static void names_keep_all_but_version_and_title(void **state)
{
  (void)state;
  static const struct {
    const char *version, *name, *file, *new_version, *renamed;
  } rows[] = {
      {"0001", "a", "0001_a.up.sql", "0002", "0002_b.up.sql"},
      {"1", "1", "1_1.sql", "2", "2_b.sql"},
      {"1.2", "a", "V1_2__a.sql", "1.3", "V1_3__b.sql"},
      {"1.2", "a", "V1.2__a.sql", "1.3", "V1.3__b.sql"},
      {"0001", "", "0001.sql", "0002", "0002_b.sql"},
      {"1", "a", "1_a.postgres.down.sql", "2", "2_b.postgres.down.sql"},
      {"20240101000001", "a", "2024-01-01-000001_a", "20240305060708", "2024-03-05-060708_b"},
      {"7", "a", "other.sql", "8", NULL},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(MigharMigration) last = mighar_migration_new(rows[i].version, rows[i].name, rows[i].file);
    last->up = mighar_script_new(rows[i].file, 1, "", 0);
    g_autofree char *renamed = create_rename(rows[i].file, last, rows[i].new_version, "b");
    if (rows[i].renamed == NULL)
      assert_null(renamed);
    else
      assert_string_equal(renamed, rows[i].renamed);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(versions_follow_in_their_own_style),
      cmocka_unit_test(titles_are_words),
      cmocka_unit_test(names_keep_all_but_version_and_title),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
