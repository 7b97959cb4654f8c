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
#include "difference.h"
#include "dump_blocks.h"
#include "pg_dump.h"
#include "scratch.h"
#include "server.h"
#include "session.h"
#include "stepper.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

typedef struct {
  guint compared, agreed, known, wrong;
} Tally;

static struct {
  char *programs; /* where pg_dump and psql are */
  char *scripts;
  char **environment; /* of psql */
  char *results;      /* where the scripts may write to */
  GHashTable *reasons;
  GHashTable *used; /* of these, the ones that were needed */
} regress;

/* The schema as it was at the last comparison. */
typedef struct {
  MigharDatabase *database;
  PGconn *administration;
  MigharSnapshot *snapshot;
  GPtrArray *dump, *globals;
  char *transaction; /* the next one's id: nothing was written since while it is the same */
  gboolean pending;  /* something ran since that may change the schema */
} Watch;

G_GNUC_NORETURN static void stop_here(const char *what, const GError *error)
{
  fprintf(stderr, "oracle_regress: %s: %s\n", what, error != NULL ? error->message : "failed");
  exit(3);
}

static char *ask(PGconn *connection, const char *sql)
{
  g_autoptr(PGresult) rows = PQexec(connection, sql);
  return PQntuples(rows) == 1 ? g_strdup(PQgetvalue(rows, 0, 0)) : NULL;
}

static char *next_transaction(PGconn *connection)
{
  return ask(connection, "SELECT pg_snapshot_xmax(pg_current_snapshot())");
}

/* What only changes rows may well write, but not to the catalog. */
static gboolean may_change_schema(const char *statement)
{
  return !g_regex_match_simple(
      "^(\\s|--[^\\n]*\\n|/\\*.*?\\*/)*"
      "(insert|update|delete|copy|merge|with|values|table|explain|analyze|lock|fetch)\\b",
      statement, G_REGEX_CASELESS | G_REGEX_DOTALL, 0);
}

static gboolean may_change_globals(const char *statement)
{
  return g_regex_match_simple("role|user|group|tablespace|parameter|grant|revoke|owned", statement,
                              G_REGEX_CASELESS, 0);
}

/* The dump as blocks; NULL when pg_dump fails, of which the reason is printed. */
static GPtrArray *take_dump(const Watch *watch, gboolean globals)
{
  /* Not --schema-only, which leaves out large objects and whether a materialized view is filled. */
  const char *schema_of[] = {"--section=pre-data",       "--section=post-data", "--create",
                             "--lock-wait-timeout=1000", watch->database->name, NULL};
  const char *all_globals[] = {"--globals-only", NULL};
  g_autoptr(GError) error = NULL;
  g_autofree char *text = run_dump(regress.programs, globals ? "pg_dumpall" : "pg_dump",
                                   watch->administration, globals ? all_globals : schema_of, &error);
  if (text == NULL) {
    fprintf(stderr, "%s\n", error->message);
    return NULL;
  }
  g_autoptr(GString) statements = g_string_new(NULL);
  append_statements(statements, text);
  return dump_blocks(statements->str);
}

static MigharSnapshot *take_snapshot(const Watch *watch)
{
  g_autoptr(GError) error = NULL;
  MigharSnapshot *snapshot = mighar_postgres_driver.snapshot(watch->database, MIGHAR_READ_ANEW, &error);
  if (snapshot == NULL)
    stop_here("snapshot", error);
  return snapshot;
}

static void replace_blocks(GPtrArray **old, GPtrArray *blocks)
{
  g_clear_pointer(old, g_ptr_array_unref);
  *old = blocks;
}

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

static void judge(Tally *tally, const char *script, const char *statement, const GPtrArray *differences,
                  const char *dumped)
{
  tally->compared++;
  if ((differences->len > 0) == (dumped != NULL)) {
    tally->agreed++;
    return;
  }
  g_autofree char *what = describe(differences, dumped);
  if (is_known(script, what)) {
    tally->known++;
    return;
  }
  tally->wrong++;
  printf("%s: %s\n    %.300s\n", script, what, statement);
}

/* Whether pg_dump could look, as it cannot while a session holds locks in a transaction. */
static gboolean is_quiet(const Watch *watch)
{
  g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM pg_stat_activity WHERE datname = '%s' AND"
                                         " application_name = 'psql' AND state <> 'idle'",
                                         watch->database->name);
  g_autofree char *count = ask(watch->administration, sql);
  return g_strcmp0(count, "0") == 0;
}

/* The statement has been run. */
static void look(Watch *watch, Tally *tally, const char *script, const char *statement)
{
  watch->pending = watch->pending || may_change_schema(statement);
  if (!is_quiet(watch))
    return;
  g_autofree char *transaction = next_transaction(watch->administration);
  gboolean written = g_strcmp0(transaction, watch->transaction) != 0;
  gboolean compare = watch->pending && written;
  watch->pending = FALSE;
  g_free(watch->transaction);
  watch->transaction = g_steal_pointer(&transaction);
  GPtrArray *dump = compare ? take_dump(watch, FALSE) : NULL;
  if (dump == NULL)
    return;
  g_autoptr(MigharSnapshot) snapshot = take_snapshot(watch);
  g_autoptr(GPtrArray) differences = list_differences(watch->snapshot, snapshot);
  g_autoptr(GPtrArray) before = g_steal_pointer(&watch->dump);
  g_autoptr(GPtrArray) globals_before = g_ptr_array_ref(watch->globals);
  watch->dump = dump;
  if (may_change_globals(statement))
    replace_blocks(&watch->globals, take_dump(watch, TRUE));
  const char *dumped = dump_difference(before, dump);
  if (dumped == NULL)
    dumped = dump_difference(globals_before, watch->globals);
  judge(tally, script, statement, differences, dumped);
  mighar_snapshot_unref(watch->snapshot);
  watch->snapshot = g_steal_pointer(&snapshot);
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
    stop_here(script, error);
  for (stepper_wait(&stepper); stepper.statement != NULL;) {
    g_autofree char *statement = g_strdup(stepper.statement);
    stepper_go(&stepper);
    stepper_wait(&stepper);
    if (tally != NULL)
      look(watch, tally, script, statement);
  }
}

static void watch_begin(Watch *watch, MigharDatabase *database)
{
  GError *error = NULL;
  *watch = (Watch){.database = database};
  watch->administration = server_administration((PostgresServer *)database->server, &error);
  if (watch->administration == NULL)
    stop_here("connection", error);
  /* A script may hold locks on the catalogs themselves in a transaction. */
  PQclear(PQexec(watch->administration, "SET lock_timeout TO '1s'"));
  watch->transaction = next_transaction(watch->administration);
  watch->snapshot = take_snapshot(watch);
  watch->dump = take_dump(watch, FALSE);
  watch->globals = take_dump(watch, TRUE);
}

static void watch_end(Watch *watch)
{
  g_ptr_array_unref(watch->dump);
  g_ptr_array_unref(watch->globals);
  mighar_snapshot_unref(watch->snapshot);
  g_free(watch->transaction);
}

static void run_script(MigharDatabase *template, const char *script, Tally *total)
{
  GError *error = NULL;
  Tally tally = {0};
  MigharDatabase *database = mighar_postgres_driver.copy(template, &error);
  if (database == NULL)
    stop_here("copy", error);
  Watch watch;
  watch_begin(&watch, database);
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
    stop_here(file, error);
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

static void prepare(const char *scripts)
{
  GError *error = NULL;
  start_server(NULL);
  if (scratch_servers == NULL || scratch_servers->len == 0)
    stop_here("no PostgreSQL server", NULL);
  regress.programs = pg_dump_find(server_version((PostgresServer *)scratch_server()));
  if (regress.programs == NULL)
    stop_here("no pg_dump for the server", NULL);
  regress.scripts = g_canonicalize_filename(scripts, NULL);
  regress.results = g_dir_make_tmp("mighar-regress-XXXXXX", &error);
  if (regress.results == NULL)
    stop_here("results", error);
  /* The server writes there as another user. */
  g_autofree char *folder = g_build_filename(regress.results, "results", NULL);
  g_mkdir(folder, 0777);
  g_chmod(folder, 0777);
  g_chmod(regress.results, 0777);
  regress.environment = make_environment(regress.scripts, regress.results);
  regress.used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void remove_results(void)
{
  const char *argv[] = {"rm", "-rf", regress.results, NULL};
  g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

static MigharDatabase *make_template(void)
{
  MigharDatabase *database = create_on(scratch_server());
  g_autofree char *setup = g_build_filename(regress.scripts, "test_setup.sql", NULL);
  GError *error = NULL;
  Watch watch = {.database = database,
                 .administration = server_administration((PostgresServer *)database->server, &error)};
  if (watch.administration == NULL)
    stop_here("connection", error);
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
    stop_here("usage: oracle_regress [--reasons FILE] DIRECTORY [SCRIPT...]", NULL);
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
  remove_results();
  return scripts->len == 0 || total.wrong > 0;
}
