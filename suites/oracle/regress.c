/* PostgreSQL's own regression scripts against pg_dump: after each statement that may have changed the schema,
 * the snapshot differs from the one before exactly when pg_dump's text does.
 *
 *   oracle_regress [--reasons FILE] DIRECTORY [SCRIPT...]
 *
 * DIRECTORY holds the scripts (src/test/regress/sql of PostgreSQL's sources), SCRIPT is one of their names
 * without
 * ".sql". Each runs on a database of its own in which test_setup.sql was run. Where snapshot and dump
 * disagree, a line of FILE may say why that is known; see README.md. Exits with 1 when they disagree
 * otherwise. */
#include "stepper.h"
#include "watch.h"

#include <glib/gstdio.h>
#include <unistd.h>

typedef struct {
  guint compared, agreed, known, wrong;
} Tally;

static struct {
  char *programs; /* where pg_dump and psql are */
  char *scripts;
  char **environment; /* of psql */
  char *results;      /* where the scripts may write to: goes with the server */
  GHashTable *reasons;
  GHashTable *used; /* of these, the ones that were needed */
} regress;

/* "~ table public.t: options; + index public.i", or what pg_dump alone sees, on one line. */
static char *describe(const GPtrArray *differences, const char *dumped)
{
  g_autoptr(GString) text = g_string_new(differences->len == 0 ? "pg_dump alone: " : "");
  for (guint i = 0; i < differences->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? "; " : "", (const char *)g_ptr_array_index(differences, i));
  if (differences->len == 0)
    g_string_append_len(text, dumped, (gssize)strcspn(dumped, "\n"));
  return g_strdelimit(g_string_free(g_steal_pointer(&text), FALSE), "\n", ' ');
}

/* A reason is known for the script and what differs in it. */
static gboolean is_known(const char *script, const char *what)
{
  g_autofree char *key = g_strdup_printf("%s: %s", script, what);
  if (!g_hash_table_contains(regress.reasons, key))
    return FALSE;
  g_hash_table_add(regress.used, g_steal_pointer(&key));
  return TRUE;
}

static void judge(Tally *tally, const char *script, const char *statement, const WatchChange *change)
{
  tally->compared++;
  if ((change->differences->len > 0) == (change->dumped != NULL)) {
    tally->agreed++;
    return;
  }
  g_autofree char *what = describe(change->differences, change->dumped);
  if (is_known(script, what)) {
    tally->known++;
    return;
  }
  tally->wrong++;
  printf("%s: %s\n    %.300s\n", script, what, statement);
}

static void step_through(Watch *watch, Tally *tally, const char *script)
{
  g_autofree char *name = g_strconcat(script, ".sql", NULL);
  g_autofree char *file = g_build_filename(regress.scripts, name, NULL);
  g_autofree char *psql = g_build_filename(regress.programs, "psql", NULL);
  g_auto(Stepper) stepper = {0};
  GError *error = NULL;
  if (!stepper_start(&stepper, psql, watch->administration, watch->database->name, file, regress.environment,
                     &error))
    watch_stop(script, error);
  for (stepper_wait(&stepper); stepper.statement != NULL;) {
    g_autofree char *statement = g_strdup(stepper.statement);
    stepper_go(&stepper);
    stepper_wait(&stepper);
    WatchChange change = {0};
    if (tally == NULL || !watch_look(watch, statement, &change))
      continue;
    judge(tally, script, statement, &change);
    g_ptr_array_unref(change.differences);
  }
}

static void run_script(MigharDatabase *template, const char *script, Tally *total)
{
  GError *error = NULL;
  Tally tally = {0};
  MigharDatabase *database = mighar_postgres_driver.copy(template, &error);
  if (database == NULL)
    watch_stop("copy", error);
  Watch watch;
  watch_begin(&watch, database, regress.programs);
  step_through(&watch, &tally, script);
  watch_end(&watch);
  mighar_postgres_driver.drop(database);
  printf("%s: %u compared, %u agree, %u known, %u disagree\n", script, tally.compared, tally.agreed,
         tally.known, tally.wrong);
  fflush(stdout);
  total->compared += tally.compared;
  total->agreed += tally.agreed;
  total->known += tally.known;
  total->wrong += tally.wrong;
}

/* Lines of the file that are neither empty nor a comment. */
static GHashTable *read_reasons(const char *file)
{
  GHashTable *reasons = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GError *error = NULL;
  g_autofree char *text = NULL;
  if (file != NULL && !g_file_get_contents(file, &text, NULL, &error))
    watch_stop(file, error);
  g_auto(GStrv) lines = g_strsplit(text != NULL ? text : "", "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && *lines[i] != '#')
      g_hash_table_add(reasons, g_strdup(lines[i]));
  return reasons;
}

/* As pg_regress has it, whose scripts find data by these names. */
static char **make_environment(const char *scripts, const char *results)
{
  g_autofree char *source = g_path_get_dirname(scripts);
  char **environment = g_get_environ();
  const char *const variables[][2] = {
      {"LC_ALL", "C"},
      {"PGTZ", "America/Los_Angeles"},
      {"PGDATESTYLE", "Postgres, MDY"},
      {"PG_LIBDIR", source},
      {"PG_DLSUFFIX", ".so"},
      {"PG_ABS_SRCDIR", source},
      {"PG_ABS_BUILDDIR", results},
      {"PGAPPNAME", "psql"},
      {"PGOPTIONS", "-c intervalstyle=postgres_verbose -c statement_timeout=20s -c lock_timeout=5s"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(variables); i++)
    environment = g_environ_setenv(environment, variables[i][0], variables[i][1], TRUE);
  return environment;
}

/* In the server's own folder, which is removed however this ends. The server writes there as another user. */
static char *make_results(void)
{
  GError *error = NULL;
  PGconn *administration = server_administration((PostgresServer *)scratch_server(), &error);
  if (administration == NULL)
    watch_stop("connection", error);
  char *results = g_build_filename(PQhost(administration), "regress", NULL);
  g_autofree char *folder = g_build_filename(results, "results", NULL);
  if (g_mkdir_with_parents(folder, 0777) != 0 || g_chmod(results, 0777) != 0 || g_chmod(folder, 0777) != 0)
    watch_stop(folder, NULL);
  return results;
}

static void prepare(const char *scripts)
{
  start_server(NULL);
  if (scratch_servers == NULL || scratch_servers->len == 0)
    watch_stop("no PostgreSQL server", NULL);
  regress.programs = pg_dump_find(server_version((PostgresServer *)scratch_server()));
  if (regress.programs == NULL)
    watch_stop("no pg_dump for the server", NULL);
  regress.scripts = g_canonicalize_filename(scripts, NULL);
  regress.results = make_results();
  regress.environment = make_environment(regress.scripts, regress.results);
  regress.used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static MigharDatabase *make_template(void)
{
  MigharDatabase *database = create_on(scratch_server());
  g_autofree char *setup = g_build_filename(regress.scripts, "test_setup.sql", NULL);
  GError *error = NULL;
  Watch watch = {.database = database,
                 .administration = server_administration((PostgresServer *)database->server, &error)};
  if (watch.administration == NULL)
    watch_stop("connection", error);
  if (g_file_test(setup, G_FILE_TEST_EXISTS))
    step_through(&watch, NULL, "test_setup");
  return database;
}

/* All of the directory, sorted, where none is named. */
static GPtrArray *list_scripts(char **named)
{
  GPtrArray *scripts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; named[i] != NULL; i++)
    g_ptr_array_add(scripts, g_strdup(named[i]));
  g_autoptr(GDir) directory = scripts->len == 0 ? g_dir_open(regress.scripts, 0, NULL) : NULL;
  for (const char *name; directory != NULL && (name = g_dir_read_name(directory)) != NULL;)
    if (g_str_has_suffix(name, ".sql") && !g_str_equal(name, "test_setup.sql"))
      g_ptr_array_add(scripts, g_strndup(name, strlen(name) - strlen(".sql")));
  g_ptr_array_sort(scripts, dump_compare_blocks);
  return scripts;
}

int main(int argc, char **argv)
{
  int first = argc > 2 && g_str_equal(argv[1], "--reasons") ? 3 : 1;
  if (argc <= first)
    watch_stop("usage: oracle_regress [--reasons FILE] DIRECTORY [SCRIPT...]", NULL);
  signal(SIGPIPE, SIG_IGN);
  prepare(argv[first]);
  regress.reasons = read_reasons(first == 3 ? argv[2] : NULL);
  MigharDatabase *template = make_template();
  g_autoptr(GPtrArray) scripts = list_scripts(argv + first + 1);
  Tally total = {0};
  for (guint i = 0; i < scripts->len; i++)
    run_script(template, g_ptr_array_index(scripts, i), &total);
  printf("%u scripts: %u compared, %u agree, %u known, %u disagree\n", scripts->len, total.compared,
         total.agreed, total.known, total.wrong);
  mighar_postgres_driver.drop(template);
  g_ptr_array_unref(scratch_servers);
  return scripts->len == 0 || total.wrong > 0;
}
