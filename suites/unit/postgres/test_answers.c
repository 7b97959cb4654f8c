/* What a server answers before anybody has worked on it is kept, and a database that came with a server is
 * one that was made on it. */
#include "room.h"

#include "answers.h"
#include "scratch.h"
#include "spare.h"

#include <glib/gstdio.h>

static const char question[] = "SELECT a, b";

/* Data of this identity, and what is known of it. */
static Answers *open_answers(void **state, const char *identity)
{
  write_file(state, "data/global/pg_control", identity);
  g_autofree char *data = path_in(state, "data");
  return answers_new(data);
}

static PGresult *make_rows(void)
{
  PGresAttDesc columns[] = {{.name = (char *)"a"}, {.name = (char *)"b"}};
  PGresult *rows = PQmakeEmptyPGresult(NULL, PGRES_TUPLES_OK);
  assert_true(PQsetResultAttrs(rows, 2, columns));
  assert_true(PQsetvalue(rows, 0, 0, (char *)"one", 3));
  assert_true(PQsetvalue(rows, 0, 1, NULL, -1));
  assert_true(PQsetvalue(rows, 1, 0, (char *)"", 0));
  assert_true(PQsetvalue(rows, 1, 1, (char *)"ž", 2));
  return rows;
}

static void assert_known(const Answers *answers)
{
  g_autoptr(PGresult) found = answers_find(answers, NULL, question);
  assert_non_null(found);
  assert_int_equal(PQresultStatus(found), PGRES_TUPLES_OK);
  assert_int_equal(PQntuples(found), 2);
  assert_int_equal(PQnfields(found), 2);
  assert_string_equal(PQfname(found, 1), "b");
  assert_string_equal(PQgetvalue(found, 0, 0), "one");
  assert_true(PQgetisnull(found, 0, 1));
  assert_false(PQgetisnull(found, 1, 0));
  assert_string_equal(PQgetvalue(found, 1, 0), "");
  assert_string_equal(PQgetvalue(found, 1, 1), "ž");
}

static void keep_rows(void **state, const char *identity)
{
  Answers *answers = open_answers(state, identity);
  g_autoptr(PGresult) rows = make_rows(), none = PQmakeEmptyPGresult(NULL, PGRES_TUPLES_OK);
  answers_add(answers, question, rows);
  answers_add(answers, "SELECT", none);
  answers_free(answers);
}

static void answers_are_kept_of_one_directory(void **state)
{
  keep_rows(state, "identity");
  Answers *same = open_answers(state, "identity and more"), *other = open_answers(state, "IDENTITY");
  assert_known(same);
  g_autoptr(PGresult) nothing = answers_find(same, NULL, "SELECT");
  assert_int_equal(PQntuples(nothing), 0);
  assert_null(answers_find(same, NULL, "SELECT a"));
  assert_null(answers_find(other, NULL, question));
  answers_free(same);
  answers_free(other);
  assert_null(open_answers(state, "short"));
}

static void answers_hold_until_somebody_works(void **state)
{
  keep_rows(state, "working!");
  Answers *answers = open_answers(state, "working!");
  g_autoptr(PGresult) rows = make_rows();
  assert_true(answers_hold(answers));
  answers_forget(answers);
  assert_false(answers_hold(answers));
  assert_null(answers_find(answers, NULL, question));
  answers_add(answers, "SELECT now", rows);
  answers_free(answers);
  answers = open_answers(state, "working!");
  assert_known(answers);
  assert_null(answers_find(answers, NULL, "SELECT now"));
  answers_free(answers);
  answers_forget(NULL);
  assert_false(answers_hold(NULL));
}

/* The one that is there. */
static char *kept_file(void)
{
  g_autofree char *cache = g_build_filename(g_get_user_cache_dir(), "mighar", NULL);
  g_autoptr(GDir) entries = g_dir_open(cache, 0, NULL);
  const char *name;
  while ((name = g_dir_read_name(entries)) != NULL)
    if (g_str_has_prefix(name, "answers-"))
      return g_build_filename(cache, name, NULL);
  return NULL;
}

static void forget_kept(void)
{
  g_autofree char *path = NULL;
  while ((path = kept_file()) != NULL) {
    assert_int_equal(g_unlink(path), 0);
    g_clear_pointer(&path, g_free);
  }
}

/* Half of a file, and one that says something else. */
static void damaged_answers_are_none(void **state)
{
  static const char *const texts[] = {"", "x", "\1\2\3\4\5\6\7\10"};
  for (guint i = 0; i <= G_N_ELEMENTS(texts); i++) {
    forget_kept();
    keep_rows(state, "!damaged");
    g_autofree char *path = kept_file(), *text = NULL;
    gsize length;
    assert_non_null(path);
    assert_true(g_file_get_contents(path, &text, &length, NULL));
    assert_true(i < G_N_ELEMENTS(texts) ? g_file_set_contents(path, texts[i], -1, NULL)
                                        : g_file_set_contents(path, text, (gssize)length / 2, NULL));
    Answers *answers = open_answers(state, "!damaged");
    assert_null(answers_find(answers, NULL, question));
    answers_free(answers);
  }
}

static MigharSnapshot *read_schema(MigharDatabase *database)
{
  GError *error = NULL;
  MigharSnapshot *schema = mighar_postgres_driver.snapshot(database, MIGHAR_READ_CHANGES, &error);
  if (error != NULL)
    fail_msg("%s", error->message);
  return schema;
}

/* The first database of a server is as one that is made on it; what is known of it, too, is what it holds. */
static void see_whether_the_first_is_like_others(gboolean is_spare)
{
  MigharDatabase *first = create_on(scratch_server()), *second = create_on(scratch_server());
  assert_int_equal(g_str_equal(first->name, SPARE_NAME), TRUE);
  assert_string_not_equal(second->name, SPARE_NAME);
  g_autoptr(MigharSnapshot) known = read_schema(first), made = read_schema(second);
  assert_true(mighar_snapshot_equal(known, made));
  run(first, "CREATE TABLE t (a integer)");
  g_autoptr(MigharSnapshot) changed = read_schema(first);
  assert_false(mighar_snapshot_equal(known, changed));
  assert_sql(first, "current_database() = 'mighar_1'");
  g_autofree char *age = g_strdup_printf(
      "(SELECT oid < 16384 FROM pg_database WHERE datname = 'mighar_1') = %s", is_spare ? "true" : "false");
  assert_sql(first, age);
  mighar_postgres_driver.drop(first);
  mighar_postgres_driver.drop(second);
}

static void a_database_comes_with_the_server(void **state)
{
  for (guint run = 0; run < 3; run++) {
    assert_int_equal(start_server(state), 0);
    if (scratch_servers->len == 0)
      skip();
    see_whether_the_first_is_like_others(run > 0);
    stop_server(state);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      in_a_room(answers_are_kept_of_one_directory),
      in_a_room(answers_hold_until_somebody_works),
      in_a_room(damaged_answers_are_none),
      cmocka_unit_test(a_database_comes_with_the_server),
  };
  g_autofree char *cache = g_dir_make_tmp("mighar-cache-XXXXXX", NULL);
  g_setenv("XDG_CACHE_HOME", cache, TRUE);
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  tree_remove(cache);
  return failed;
}
