/* mighar.ini, and migrations that are command lines. */
#include "project.h"

static MigharConfig *read_config(const char *text)
{
  GError *error = NULL;
  write_file("p/mighar.ini", text);
  MigharConfig *config = mighar_config_read("p/mighar.ini", &error);
  if (config == NULL)
    fail_msg("%s", error->message);
  return config;
}

static GPtrArray *load(const char *text, const char *engine, GError **error)
{
  const char *names[] = {engine, NULL};
  char *environment[] = {"PATH=/usr/bin:/bin", "SECRET=x", NULL};
  g_autoptr(MigharConfig) config = read_config(text);
  const MigharLoadOptions options = {
      .path = "p", .engines = names, .known = engines, .config = config, .environment = environment};
  return mighar_load_project(&options, error);
}

static const MigharMigration *migration_at(const GPtrArray *chains, guint chain, guint index)
{
  return g_ptr_array_index(((const MigharChain *)g_ptr_array_index(chains, chain))->migrations, index);
}

static void a_list_becomes_a_chain_for_each_engine(void **state)
{
  (void)state;
  g_autoptr(GPtrArray) chains =
      load("# Comments are for people.\n"
           "[external]\n"
           "engines = postgres ; sqlite\n"
           "list = printf 'a1 create  the users\\n\\n  b2\\t%s\\nc3\\n' $MIGHAR_ENGINE\n"
           "up = go up \\d\n"
           "down = go down\n"
           "ledger = versions; versions_id_seq\n",
           NULL, NULL);
  assert_non_null(chains);
  assert_int_equal(chains->len, 2);
  const MigharChain *chain = g_ptr_array_index(chains, 0);
  assert_ptr_equal(chain->engine, &postgres);
  assert_string_equal(chain->format->name, "external");
  assert_string_equal(chain->directory, "p");
  assert_string_equal(chain->external->directory, "p");
  assert_string_equal(chain->external->ledger[0], "versions");
  assert_string_equal(chain->external->ledger[1], "versions_id_seq");
  assert_string_equal(g_environ_getenv(chain->external->environment, "SECRET"), "x");
  assert_int_equal(chain->migrations->len, 3);

  const MigharMigration *first = migration_at(chains, 0, 0), *second = migration_at(chains, 1, 1);
  assert_string_equal(first->version, "a1");
  assert_string_equal(first->name, "create__the_users");
  assert_string_equal(first->up->text, "go up \\d");
  assert_string_equal(first->up->target, "a1");
  assert_string_equal(first->up->file, "p/mighar.ini");
  assert_int_equal(first->up->line, 5);
  assert_string_equal(first->down->target, "");
  assert_string_equal(second->name, "sqlite");
  assert_string_equal(second->down->text, "go down");
  assert_string_equal(second->down->target, "a1");
  assert_string_equal(migration_at(chains, 0, 2)->name, "");
}

static void the_command_line_chooses_among_the_engines(void **state)
{
  (void)state;
  const char *text = "[external]\nengines=sqlite;postgres\nlist=echo 1\nup=u\ndown=d\n";
  g_autoptr(GPtrArray) chains = load(text, "postgres", NULL);
  assert_int_equal(chains->len, 1);
  assert_ptr_equal(((const MigharChain *)g_ptr_array_index(chains, 0))->engine, &postgres);
  g_autoptr(GPtrArray) named = load("[external]\nlist=echo 1\nup=u\ndown=d\n", "sqlite", NULL);
  assert_int_equal(named->len, 1);
}

static void other_configuration_leaves_the_files_alone(void **state)
{
  (void)state;
  write_file("p/1_x.sql", "-- +goose Up\n");
  g_autoptr(GPtrArray) chains = load("", "sqlite", NULL);
  assert_string_equal(((const MigharChain *)g_ptr_array_index(chains, 0))->format->name, "goose");
}

static void mistakes_are_told_with_their_lines(void **state)
{
  (void)state;
  static const struct {
    const char *text, *message;
  } rows[] = {
      {"[external]\nlist=a\n\nupp=b\ndown=c\n", "p/mighar.ini:4: unknown key 'upp'\n"
                                                "hint: there are: list, up, down, engines, ledger, "
                                                "current, applied, timeout"},
      {"\n[externals]\nlist=a\n",
       "p/mighar.ini:2: unknown group 'externals'\nhint: there are: external, run"},
      {"[external]\nlist=a\ndown=c\n", "p/mighar.ini:1: the group 'external' has no key 'up'"},
      {"[external]\nlist=a\nup =  \ndown=c\n", "p/mighar.ini:3: 'up' has no value"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    write_file("p/mighar.ini", rows[i].text);
    assert_null(mighar_config_read("p/mighar.ini", &error));
    assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_USAGE));
    assert_string_equal(error->message, rows[i].message);
  }
  g_autoptr(GError) error = NULL;
  write_file("p/mighar.ini", "list=a\n");
  assert_null(mighar_config_read("p/mighar.ini", &error));
  assert_true(g_str_has_prefix(error->message, "p/mighar.ini: "));
  assert_non_null(strstr(error->message, "\nhint: write groups as [name]"));
}

static void what_a_database_is_at_can_be_asked(void **state)
{
  (void)state;
  static const char project[] = "[external]\nengines=sqlite\nlist=echo 1\nup=u\ndown=d\n";
  static const struct {
    const char *keys;
    MigharTold told;
    const char *line;
    guint timeout;
  } rows[] = {
      {"", MIGHAR_TOLD_NOT, NULL, 0},
      {"current = where am i\n", MIGHAR_TOLD_CURRENT, "where am i", 0},
      {"applied=what is\ntimeout = 90\n", MIGHAR_TOLD_APPLIED, "what is", 90},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *text = g_strconcat(project, rows[i].keys, NULL);
    g_autoptr(GPtrArray) chains = load(text, NULL, NULL);
    const MigharExternal *external = ((const MigharChain *)g_ptr_array_index(chains, 0))->external;
    assert_int_equal(external->told, rows[i].told);
    assert_int_equal(external->timeout, rows[i].timeout);
    if (rows[i].line == NULL)
      assert_null(external->tell);
    else
      assert_string_equal(external->tell->text, rows[i].line);
  }
}

static void lists_that_are_none_are_told(void **state)
{
  (void)state;
  static const struct {
    const char *text, *message;
  } rows[] = {
      {"[external]\nup=u\ndown=d\nlist=echo trouble >&2; exit 4\n",
       "p/mighar.ini:4: the command of 'list' ended with exit code 4: trouble\nhint: trouble"},
      {"[external]\nup=u\ndown=d\nlist=echo 1\ncurrent=a\napplied=b\n",
       "p/mighar.ini:6: 'current' and 'applied' say the same; give one of them\nhint: 'current' is for "
       "programs whose versions all follow each other"},
      {"[external]\nup=u\ndown=d\nlist=echo 1\ntimeout=soon\n",
       "p/mighar.ini:5: 'soon' is no number of seconds"},
      {"[external]\nup=u\ndown=d\nlist=sleep 60\ntimeout=1\n",
       "p/mighar.ini:4: the command of 'list' took longer than 1 s and was ended"},
      {"[external]\nup=u\ndown=d\nlist=true\n",
       "p/mighar.ini:4: the command of 'list' printed no migration for SQLite\n"
       "hint: it is to print a line for each migration, the oldest first: VERSION NAME"},
      {"[external]\nup=u\ndown=d\nlist=echo 1 a; echo 1 b\n",
       "p/mighar.ini:4: the command of 'list' has the version '1' twice"},
      {"[external]\nengines=oracle\nup=u\ndown=d\nlist=true\n",
       "p/mighar.ini:2: unknown engine 'oracle'\nhint: there are: sqlite, postgres"},
      {"[external]\nengines=postgres\nup=u\ndown=d\nlist=true\n",
       "p/mighar.ini:2: 'engines' has none of those that are wanted"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autoptr(GError) error = NULL;
    assert_null(load(rows[i].text, "sqlite", &error));
    assert_true(g_error_matches(error, MIGHAR_ERROR, MIGHAR_ERROR_USAGE));
    assert_string_equal(error->message, rows[i].message);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      project_test(a_list_becomes_a_chain_for_each_engine),
      project_test(the_command_line_chooses_among_the_engines),
      project_test(other_configuration_leaves_the_files_alone),
      project_test(mistakes_are_told_with_their_lines),
      project_test(what_a_database_is_at_can_be_asked),
      project_test(lists_that_are_none_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
