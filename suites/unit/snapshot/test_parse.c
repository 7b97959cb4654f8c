#include "../snapshot_text.h"

#include <mighar/snapshot.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define HEAD  "mighar snapshot 1 of a database: postgres 15.20\n"
#define TRIES 3000

/* Snapshots by chance */

/* What has a meaning in the text, what editors and scripts change, and what is no UTF-8. */
static const char *const pieces[] = {
    "a",  "users", ".",         " ",   "  ",       "    ", ":",    ": ",       "\n", "\n\n", "\\",
    "\r", "\t",    "part of: ", "\\n", "table: x", "'",    "\xff", "\xc3\xa9", "--", "\r\n",
};

static char *make_text(GRand *random, gboolean is_line)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (gint32 n = g_rand_int_range(random, 0, 7); n > 0; n--) {
    const char *piece = pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))];
    if (!is_line || strchr(piece, '\n') == NULL)
      g_string_append(text, piece);
  }
  return g_string_free(g_steal_pointer(&text), FALSE);
}

static MigharObject *make_object(GRand *random, guint number)
{
  static const char *const kinds[] = {"table", "materialized view", "column"};
  static const char *const names[] = {"type", "not null", "body", "rowid alias"};
  g_autofree char *start = make_text(random, FALSE);
  g_autofree char *name = g_strdup_printf("%s%u%s", start, number, g_rand_boolean(random) ? " " : "");
  g_autofree char *parent = g_rand_boolean(random) ? make_text(random, FALSE) : NULL;
  MigharProperty properties[G_N_ELEMENTS(names)];
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
  guint n = (guint)g_rand_int_range(random, 0, G_N_ELEMENTS(names) + 1);
  for (guint i = 0; i < n; i++) {
    char *value = g_rand_int_range(random, 0, 5) > 0 ? make_text(random, g_rand_boolean(random)) : NULL;
    g_ptr_array_add(values, value);
    properties[i] = (MigharProperty){names[i], value};
  }
  return mighar_object_new(kinds[g_rand_int_range(random, 0, G_N_ELEMENTS(kinds))], name, parent, "16384",
                           properties, n);
}

static MigharSnapshot *make_snapshot(GRand *random)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  for (gint32 n = g_rand_int_range(random, 0, 6); n > 0; n--)
    g_ptr_array_add(objects, make_object(random, (guint)n));
  return mighar_snapshot_new(objects);
}

static MigharSnapshot *read_back(const GString *text)
{
  g_auto(MigharOrigin) origin = {0};
  MigharTextProblem problem = {0};
  MigharSnapshot *snapshot = mighar_snapshot_parse(text->str, text->len, &origin, &problem);
  if (snapshot == NULL)
    fail_msg("line %u: %s\n%s", problem.line, problem.what, text->str);
  assert_string_equal(origin.engine, "sqlite");
  assert_string_equal(origin.version, "3.40.1 (a fork)");
  assert_false(origin.existing);
  return snapshot;
}

static void what_is_written_is_read_back(void **state)
{
  (void)state;
  g_autoptr(GRand) random = g_rand_new_with_seed(20240229);
  const MigharOrigin origin = {.engine = "sqlite", .version = "3.40.1 (a fork)", .existing = FALSE};
  for (guint i = 0; i < TRIES; i++) {
    g_autoptr(MigharSnapshot) written = make_snapshot(random);
    GString *text = mighar_snapshot_to_file(written, &origin);
    assert_true(mighar_snapshot_is_file(text->str, text->len));
    g_autoptr(MigharSnapshot) read = read_back(text);
    g_autofree char *before = snapshot_to_text(written);
    g_autofree char *after = snapshot_to_text(read);
    assert_string_equal(before, after);
    assert_true(mighar_snapshot_equal(written, read));
    g_string_free(text, TRUE);
  }
}

/* Texts as people have them */

static MigharSnapshot *parse(const char *text)
{
  g_auto(MigharOrigin) origin = {0};
  MigharTextProblem problem = {0};
  MigharSnapshot *snapshot = mighar_snapshot_parse(text, strlen(text), &origin, &problem);
  if (snapshot == NULL)
    fail_msg("line %u: %s", problem.line, problem.what);
  return snapshot;
}

static void reads_objects_in_any_order(void **state)
{
  (void)state;
  g_autoptr(MigharSnapshot) snapshot = parse(HEAD "table: users\n"
                                                  "column: users.id\n"
                                                  "  part of: users\n"
                                                  "  type: text\n"
                                                  "  default: 'a: b'\n");
  const MigharObject *column = mighar_snapshot_find(snapshot, "column", "users.id");
  assert_string_equal(column->parent, "users");
  assert_null(column->identity);
  assert_string_equal(mighar_object_get(column, "default"), "'a: b'");
  assert_non_null(mighar_snapshot_find(snapshot, "table", "users"));
}

static void reads_what_an_editor_has_changed(void **state)
{
  (void)state;
  g_autoptr(MigharSnapshot) snapshot =
      parse("mighar snapshot 1 of migrations: sqlite 3.40.1\r\ntable:\r\n  body:\r\n    a\r\n\r\n    b");
  const MigharObject *table = mighar_snapshot_find(snapshot, "table", "");
  assert_non_null(table);
  assert_string_equal(mighar_object_get(table, "body"), "a\n\nb");
}

static void tells_the_origin(void **state)
{
  (void)state;
  g_auto(MigharOrigin) origin = {0};
  MigharTextProblem problem = {0};
  g_autoptr(MigharSnapshot) snapshot = mighar_snapshot_parse(HEAD, strlen(HEAD), &origin, &problem);
  assert_non_null(snapshot);
  assert_int_equal(snapshot->objects->len, 0);
  assert_string_equal(origin.engine, "postgres");
  assert_string_equal(origin.version, "15.20");
  assert_true(origin.existing);
}

static void tells_the_line_that_is_wrong(void **state)
{
  (void)state;
  static const struct {
    const char *text;
    guint line;
    const char *what;
  } cases[] = {
      {"", 1, "no snapshot of mighar's"},
      {"CREATE TABLE x (y int);\n", 1, "no snapshot of mighar's"},
      {"mighar snapshot 2 of a database: postgres 15\n", 1, "another version of mighar"},
      {"mighar snapshot 10 of a database: postgres 15\n", 1, "another version of mighar"},
      {"mighar snapshot 1 postgres 15\n", 1, "what the snapshot is of"},
      {"mighar snapshot 1 of a database: postgres\n", 1, "engine and version"},
      {HEAD "  type: int\n", 2, "before the first object"},
      {HEAD "    type: int\n", 2, "where none is expected"},
      {HEAD "\n", 2, "where none is expected"},
      {HEAD "table: a\n type: int\n", 3, "neither two spaces nor four"},
      {HEAD "table: a\n   type: int\n", 3, "neither two spaces nor four"},
      {HEAD "table a\n", 2, "without a name and a colon"},
      {HEAD ": a\n", 2, "without a name and a colon"},
      {HEAD "table: a\n  type\n", 3, "without a name and a colon"},
      {HEAD "table: a\n  type: x\n    y\n", 4, "where none is expected"},
      {HEAD "table: a\n  type: x\n  type: x\n", 4, "has already"},
      {HEAD "table: a\n  part of: x\n  part of: x\n", 4, "has already"},
      {HEAD "table: a\\t\n", 2, "backslash"},
      {HEAD "table: a\\\n", 2, "backslash"},
      {HEAD "table: a\n  part of: \\x\n", 3, "backslash"},
      {HEAD "table: a\nindex: a\ntable: a\n", 4, "twice"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    MigharOrigin origin = {0};
    MigharTextProblem problem = {0};
    const char *text = cases[i].text;
    if (mighar_snapshot_parse(text, strlen(text), &origin, &problem) != NULL)
      fail_msg("was read: %s", text);
    assert_null(origin.engine);
    if (problem.line != cases[i].line || strstr(problem.what, cases[i].what) == NULL)
      fail_msg("line %u: %s, for:\n%s", problem.line, problem.what, text);
  }
}

static void refuses_a_zero_byte(void **state)
{
  (void)state;
  static const char text[] = HEAD "table: a\0b\n";
  MigharOrigin origin = {0};
  MigharTextProblem problem = {0};
  assert_null(mighar_snapshot_parse(text, sizeof text - 1, &origin, &problem));
  assert_non_null(strstr(problem.what, "zero byte"));
}

/* No text is read in another way than it is written: what can be read is written as a text that reads the
 * same; and nothing that is cut or changed anywhere does harm. */
static void survives_changed_texts(void **state)
{
  (void)state;
  g_autoptr(GRand) random = g_rand_new_with_seed(1);
  const MigharOrigin written = {.engine = "sqlite", .version = "3.40.1 (a fork)"};
  for (guint i = 0; i < TRIES; i++) {
    g_autoptr(MigharSnapshot) snapshot = make_snapshot(random);
    GString *text = mighar_snapshot_to_file(snapshot, &written);
    for (guint n = 0; n < 3; n++)
      text->str[g_rand_int_range(random, 0, (gint32)text->len)] = (char)g_rand_int_range(random, 0, 256);
    g_string_truncate(text, (gsize)g_rand_int_range(random, 0, (gint32)text->len + 1));
    g_auto(MigharOrigin) origin = {0};
    MigharTextProblem problem = {0};
    g_autoptr(MigharSnapshot) read = mighar_snapshot_parse(text->str, text->len, &origin, &problem);
    assert_true(read != NULL || (problem.line > 0 && problem.what != NULL));
    GString *again = read != NULL ? mighar_snapshot_to_file(read, &written) : NULL;
    g_autoptr(MigharSnapshot) same = again != NULL ? read_back(again) : NULL;
    assert_true(read == NULL || mighar_snapshot_equal(read, same));
    g_string_free(text, TRUE);
    if (again != NULL)
      g_string_free(again, TRUE);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_written_is_read_back),     cmocka_unit_test(reads_objects_in_any_order),
      cmocka_unit_test(reads_what_an_editor_has_changed), cmocka_unit_test(tells_the_origin),
      cmocka_unit_test(tells_the_line_that_is_wrong),     cmocka_unit_test(refuses_a_zero_byte),
      cmocka_unit_test(survives_changed_texts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
