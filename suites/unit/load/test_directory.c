/* Directories that are not what they should be. */
#include "project.h"

#include <errno.h>
#include <sys/wait.h>

static void must_be_there(void **state)
{
  (void)state;
  assert_refuses("gone", NULL, "sqlite", MIGHAR_ERROR_USAGE,
                 "there is no directory 'gone'\nhint: give the directory that the migrations are in");
  write_file("m/1_a.sql", "");
  assert_refuses("m/1_a.sql/x", NULL, "sqlite", MIGHAR_ERROR_USAGE,
                 "there is no directory 'm/1_a.sql/x'\nhint: give the directory that the migrations are in");
  assert_refuses("", NULL, "sqlite", MIGHAR_ERROR_USAGE,
                 "there is no directory ''\nhint: give the directory that the migrations are in");
}

static void must_be_a_directory(void **state)
{
  (void)state;
  write_file("m/1_a.sql", "");
  assert_refuses("m/1_a.sql", NULL, "sqlite", MIGHAR_ERROR_USAGE,
                 "'m/1_a.sql' is not a directory\n"
                 "hint: give its directory, 'm'; one migration is verified with --only VERSION");
}

static void must_have_migrations(void **state)
{
  (void)state;
  const char *hint = "hint: mighar reads {formats}; --format names one where detection fails";
  g_autofree char *empty = g_strconcat("'m' has no migrations in a format that mighar reads\n", hint, NULL);
  assert_int_equal(mkdir("m", 0755), 0);
  assert_refuses("m", NULL, "sqlite", MIGHAR_ERROR_USAGE, empty);
  write_file("m/README.md", "");
  assert_refuses("m", NULL, "sqlite", MIGHAR_ERROR_USAGE, empty);
  write_file("m/mysql/1_a.sql", "");
  g_autofree char *folder =
      g_strconcat("'m' has no migrations in a format that mighar reads, only 'mysql'\n", hint, NULL);
  assert_refuses("m", NULL, "sqlite", MIGHAR_ERROR_USAGE, folder);
  write_file("m/schema.sql", "");
  write_file("m/Va.sql", "");
  g_autofree char *files = g_strconcat(
      "'m' has no migrations in a format that mighar reads, only 'Va.sql' and 'schema.sql'\n", hint, NULL);
  assert_refuses("m", NULL, "sqlite", MIGHAR_ERROR_USAGE, files);
  write_file("n/1_a.go", "");
  g_autofree char *program =
      g_strconcat("'n' has no migrations in a format that mighar reads, only '1_a.go'\n", hint, NULL);
  assert_refuses("n", NULL, "sqlite", MIGHAR_ERROR_USAGE, program);
}

static void a_broken_file_names_its_place(void **state)
{
  (void)state;
  write_file("m/1_a.sql", "SELECT 1;\n\xe9\n");
  assert_refuses("m", NULL, "sqlite", MIGHAR_ERROR_USAGE,
                 "m/1_a.sql:2: not UTF-8 text: byte 0xe9 in column 1\n"
                 "hint: save the file as UTF-8; if it is Latin-1: iconv -f LATIN1 -t UTF-8");
}

static void names_must_be_utf8(void **state)
{
  (void)state;
  write_file("m/1_\xe9.sql", "");
  assert_refuses("m", NULL, "sqlite", MIGHAR_ERROR_USAGE,
                 "m/1_\xef\xbf\xbd.sql: the file's name is not UTF-8\nhint: rename it");
}

static void loops_of_links_end(void **state)
{
  (void)state;
  g_autofree char *file = g_strdup_printf("m/1_a.sql: cannot be read: %s", g_strerror(ELOOP));
  g_autofree char *directory = g_strdup_printf("loop: cannot be read: %s", g_strerror(ELOOP));
  assert_int_equal(mkdir("m", 0755), 0);
  assert_int_equal(symlink("1_a.sql", "m/1_a.sql"), 0);
  assert_refuses("m", NULL, "sqlite", MIGHAR_ERROR_ENVIRONMENT, file);
  assert_int_equal(symlink("loop", "loop"), 0);
  assert_refuses("loop", NULL, "sqlite", MIGHAR_ERROR_ENVIRONMENT, directory);
  assert_int_equal(g_remove("m/1_a.sql"), 0);
  write_file("m/1_b.sql", "");
  assert_int_equal(symlink(".", "m/2_again"), 0);
  assert_int_equal(symlink("..", "m/above"), 0);
  assert_int_equal(symlink("nowhere", "m/README"), 0);
  assert_loads("m", NULL, "sqlite",
               "sqlite sqlx m\n"
               "1 b m/1_b.sql\n"
               "  up of m/1_b.sql:1, transaction\n"
               "! m: not read, because not named like migrations of sqlx: '2_again/1_b.sql'\n"
               "hint: files of sqlx have names like '0001_users.sql'\n");
}

/* root may read everything, so this has to happen as somebody else. Ends the process. */
static void load_as_nobody(const char *path, const char *message)
{
  g_autoptr(GError) error = NULL;
  if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
    _exit(2);
  g_autoptr(GPtrArray) chains = load_with(path, NULL, "sqlite", &error);
  gboolean is_expected = chains == NULL && g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_ENVIRONMENT) &&
                         g_str_equal(error->message, message);
  _exit(is_expected ? 0 : 1);
}

static void assert_nobody_is_told(const char *path, const char *message)
{
  int status;
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0)
    load_as_nobody(path, message);
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void rights_may_be_missing(void **state)
{
  (void)state;
  write_file("m/1_a.sql", "");
  assert_int_equal(chmod("m/1_a.sql", 0), 0);
  assert_nobody_is_told("m", "m/1_a.sql: cannot be read: Permission denied");
  write_file("n/1_a/up.sql", "");
  assert_int_equal(chmod("n/1_a", 0), 0);
  assert_nobody_is_told("n", "n/1_a: cannot be read: Permission denied");
  assert_int_equal(chmod("n/1_a", 0755), 0);
  assert_int_equal(chmod("n", 0311), 0);
  assert_nobody_is_told("n", "n: cannot be read: Permission denied");
  assert_int_equal(chmod("n", 0444), 0);
  assert_nobody_is_told("n", "n: cannot be read: Permission denied");
  assert_int_equal(chmod("n", 0755), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(must_be_there),         project_test(must_be_a_directory),
      project_test(must_have_migrations),  project_test(a_broken_file_names_its_place),
      project_test(names_must_be_utf8),    project_test(loops_of_links_end),
      project_test(rights_may_be_missing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
