/* What sqldiff --schema takes for different, mighar must; and what mighar does, sqldiff must, but for what it
 * does not look at.
 *
 * sqldiff knows tables by their names, the names of their columns and the primary key, and indexes by their
 * text, byte by byte. Each pair of the corpus that it is blind to is known by what differs, in `blind`; each
 * that it is wrong about, by the text of an index. */
#include "fixture.h"
#include "pairs_different.h"
#include "pairs_equal.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

/* What differs in a pair, and why sqldiff says nothing. */
static const struct {
  const char *differences; /* a pattern that all of it must fit, part by part */
  const char *why;
} blind[] = {
    {"[-+] (view|trigger) [^;]*;", "it asks for tables and indexes alone"},
    {"(view|trigger) [^;]*: [a-z ]*;", "it asks for tables and indexes alone"},
    {"database main: (user_version|application_id);", "the header of the file is no schema to it"},
    {"column [^;]*: [a-z ]*;", "columns are names to it"},
    {"[-+] constraint [^;]*;", "it sees no constraint but the primary key"},
    {"constraint [^;]*: [a-z ]*;", "it sees no constraint but the primary key"},
    {"table [^;]*: (arguments|module|strict|without rowid);", "it does not look at what kind of table it is"},
    {"[-+] (column [tT]\\.a|table [tT]);", "names are one to it in any case"},
};

static char *folder;

/* A file with the schema; free with g_free(). */
static char *make_file(const char *name, const char *sql)
{
  char *path = g_build_filename(folder, name, NULL);
  g_unlink(path);
  sqlite3 *file = NULL;
  assert_int_equal(sqlite3_open(path, &file), SQLITE_OK);
  char *problem = NULL;
  sqlite3_exec(file, sql, NULL, NULL, &problem);
  if (problem != NULL)
    fail_msg("%s\nin: %s", problem, sql);
  /* A file of no bytes is no database to it. */
  sqlite3_exec(file, "vacuum", NULL, NULL, NULL);
  sqlite3_close(file);
  return path;
}

static gboolean sqldiff_tells(const char *left, const char *right)
{
  const char *argv[] = {"sqldiff", "--schema", left, right, NULL};
  g_autofree char *told = NULL;
  g_autofree char *problem = NULL;
  int status = 0;
  assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &told, &problem,
                           &status, NULL));
  if (!g_spawn_check_wait_status(status, NULL))
    fail_msg("sqldiff: %s", problem);
  return *told != '\0';
}

static MigharSnapshot *observe(const char *path)
{
  GError *error = NULL;
  MigharDatabase *database = mighar_sqlite_driver.open(path, &error);
  MigharSnapshot *snapshot = database != NULL ? mighar_sqlite_driver.observe(database, &error) : NULL;
  if (snapshot == NULL)
    fail_msg("%s", error->message);
  mighar_sqlite_driver.close(database);
  return snapshot;
}

static void ask_both(const char *left, const char *right, gboolean *mighar, gboolean *sqldiff)
{
  g_autofree char *a = make_file("left.db", left);
  g_autofree char *b = make_file("right.db", right);
  g_autoptr(MigharSnapshot) expected = observe(a);
  g_autoptr(MigharSnapshot) found = observe(b);
  *mighar = !mighar_snapshot_equal(expected, found);
  *sqldiff = sqldiff_tells(a, b);
}

/* Whether everything that differs is what sqldiff does not see. */
static gboolean is_blind_to(const char *differences)
{
  g_autoptr(GString) pattern = g_string_new("^(");
  for (guint i = 0; i < G_N_ELEMENTS(blind); i++)
    g_string_append_printf(pattern, "%s%s", i > 0 ? "|" : "", blind[i].differences);
  g_string_append(pattern, ")*$");
  return g_regex_match_simple(pattern->str, differences, 0, 0);
}

/* The texts of the indexes in a file, sorted. Free with g_free(). */
static char *index_texts(const char *name)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  sqlite3 *file = NULL;
  sqlite3_stmt *query = NULL;
  assert_int_equal(sqlite3_open(path, &file), SQLITE_OK);
  sqlite3_prepare_v2(
      file,
      "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema WHERE type = 'index' ORDER BY 1)",
      -1, &query, NULL);
  assert_int_equal(sqlite3_step(query), SQLITE_ROW);
  char *texts = g_strdup((const char *)sqlite3_column_text(query, 0));
  sqlite3_finalize(query);
  sqlite3_close(file);
  return texts;
}

/* Of the files of the last pair: one index is written in two ways, or one file has tables of statistics. */
static gboolean is_mistaken(const EqualPair *pair)
{
  g_autofree char *left = index_texts("left.db");
  g_autofree char *right = index_texts("right.db");
  return g_strcmp0(left, right) != 0 || g_str_has_suffix(pair->right, "; analyze");
}

static void test_different(void **state)
{
  (void)state;
  guint wrong = 0, agreed = 0;
  for (guint i = 0; i < G_N_ELEMENTS(different_pairs); i++) {
    const DifferentPair *pair = &different_pairs[i];
    gboolean mighar, sqldiff;
    ask_both(pair->left, pair->right, &mighar, &sqldiff);
    gboolean right = mighar && (sqldiff || is_blind_to(pair->differences));
    agreed += mighar && sqldiff;
    wrong += !right;
    if (!right)
      print_error("%s\nand\n%s\n(%s): sqldiff %s\n", pair->left, pair->right, pair->differences,
                  sqldiff ? "tells, mighar not" : "tells nothing");
  }
  print_message("of %u different pairs sqldiff sees %u\n", (guint)G_N_ELEMENTS(different_pairs), agreed);
  assert_int_equal(wrong, 0);
}

static void test_equal(void **state)
{
  (void)state;
  guint wrong = 0, mistaken = 0;
  for (guint i = 0; i < G_N_ELEMENTS(equal_pairs); i++) {
    const EqualPair *pair = &equal_pairs[i];
    gboolean mighar, sqldiff;
    ask_both(pair->left, pair->right, &mighar, &sqldiff);
    gboolean right = !mighar && sqldiff == is_mistaken(pair);
    wrong += !right;
    mistaken += sqldiff;
    if (!right)
      print_error("%s\nand\n%s: sqldiff %s, mighar %s\n", pair->left, pair->right,
                  sqldiff ? "tells" : "tells nothing", mighar ? "tells" : "tells nothing");
  }
  print_message("of %u equal pairs sqldiff takes %u for different\n", (guint)G_N_ELEMENTS(equal_pairs),
                mistaken);
  assert_int_equal(wrong, 0);
}

static int make_folder(void **state G_GNUC_UNUSED)
{
  g_autofree char *program = g_find_program_in_path("sqldiff");
  if (program == NULL)
    skip();
  folder = g_dir_make_tmp("mighar-sqldiff-XXXXXX", NULL);
  return folder != NULL ? 0 : -1;
}

static int remove_folder(void **state G_GNUC_UNUSED)
{
  static const char *const files[] = {"left.db", "right.db"};
  for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(folder, files[i], NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
  g_free(folder);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_different), cmocka_unit_test(test_equal)};
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
