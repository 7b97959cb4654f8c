/* Every statement of the corpus in suites/oracle/postgres changes in the snapshot what is written there, and
 * the snapshot changes exactly when pg_dump's text does.
 *
 * test_catalog_oracle [DIRECTORY [FILE...]]: on the server in that directory, or on this machine's newest;
 * these files of the corpus, or all. */
#include "corpus.h"
#include "coverage.h"
#include "difference.h"
#include "pg_dump.h"
#include "scratch.h"
#include "server.h"
#include "session.h"

static struct {
  char *programs; /* where pg_dump is; NULL: none is new enough, and the corpus alone says what is right */
  int version;
  guint cases;
  guint agreed;        /* both differ, or neither does */
  guint known;         /* the corpus says that they do not agree, and why */
  GPtrArray *expected; /* char *: all that the cases expect */
  GHashTable *seen;    /* as note_seen() has it */
} oracle;

/* What there is to be seen at one moment. */
typedef struct {
  MigharSnapshot *snapshot;
  char *dump; /* NULL: none to be had */
} Sight;

static void sight_clear(Sight *sight)
{
  g_clear_pointer(&sight->snapshot, mighar_snapshot_unref);
  g_clear_pointer(&sight->dump, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Sight, sight_clear)

static void look(MigharDatabase *database, gboolean globals, Sight *sight)
{
  GError *error = NULL;
  sight_clear(sight);
  sight->snapshot = mighar_postgres_driver.snapshot(database, MIGHAR_READ_ANEW, &error);
  if (sight->snapshot == NULL)
    fail_msg("%s", error->message);
  note_seen(sight->snapshot, oracle.seen);
  if (oracle.programs == NULL)
    return;
  PGconn *administration = server_administration((PostgresServer *)database->server, &error);
  sight->dump = pg_dump(oracle.programs, administration, database->name, globals, &error);
  if (sight->dump == NULL)
    fail_msg("%s", error->message);
}

static gboolean same_lines(const GPtrArray *a, const GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!g_str_equal(g_ptr_array_index(a, i), g_ptr_array_index(b, i)))
      return FALSE;
  return TRUE;
}

static void print_lines(const char *title, const GPtrArray *lines)
{
  print_error("  %s\n", title);
  for (guint i = 0; i < lines->len; i++)
    print_error("    %s\n", (const char *)g_ptr_array_index(lines, i));
}

static gboolean dump_is_right(const Case *one, gboolean snapshot_differs, const Sight *before,
                              const Sight *after)
{
  if (before->dump == NULL)
    return TRUE;
  gboolean expected = one->dump == DUMP_FOLLOWS ? snapshot_differs : one->dump == DUMP_DIFFERS;
  gboolean found = !g_str_equal(before->dump, after->dump);
  if (found != expected)
    print_error("  pg_dump's text %s\n", found ? "differs" : "is the same");
  return found == expected;
}

/* FALSE when what is seen is not what the case says, which is printed. */
static gboolean judge(const char *file, const Case *one, const Sight *before, const Sight *after)
{
  g_autoptr(GPtrArray) found = list_differences(before->snapshot, after->snapshot);
  gboolean as_written = same_lines(one->expected, found);
  gboolean agrees = dump_is_right(one, found->len > 0, before, after);
  if (!as_written) {
    print_lines("expected:", one->expected);
    print_lines("found:", found);
  }
  if (!as_written || !agrees)
    print_error("  in %s:%u: %s", file, one->line, one->sql);
  oracle.cases++;
  oracle.agreed += agrees && one->dump == DUMP_FOLLOWS;
  oracle.known += agrees && one->dump != DUMP_FOLLOWS;
  return as_written && agrees;
}

/* A server of this version does not know what newer ones do. */
static gboolean run_case(MigharDatabase *database, const char *file, const Case *one)
{
  if (one->from * 10000 > (guint)oracle.version)
    return FALSE;
  g_auto(MigharOutcome) outcome = {0};
  reset(database);
  execute(database, one->sql, FALSE, &outcome);
  if (outcome.applied == one->fails)
    fail_msg("%s:%u: %s\n%s", file, one->line, outcome.applied ? "works" : outcome.message, one->sql);
  return TRUE;
}

static guint count_wrong(MigharDatabase *database, const char *file, const GPtrArray *cases)
{
  gboolean globals = ((const Case *)g_ptr_array_index(cases, 0))->globals;
  g_auto(Sight) before = {0};
  guint wrong = 0;
  for (guint i = 0; i < cases->len; i++) {
    const Case *one = g_ptr_array_index(cases, i);
    for (guint k = 0; k < one->expected->len; k++)
      g_ptr_array_add(oracle.expected, g_strdup(g_ptr_array_index(one->expected, k)));
    if (!run_case(database, file, one))
      continue;
    g_auto(Sight) after = {0};
    look(database, globals, &after);
    if (!one->setup)
      wrong += !judge(file, one, &before, &after);
    sight_clear(&before);
    before = after;
    after = (Sight){0};
  }
  return wrong;
}

static void test_file(void **state)
{
  const char *path = *state;
  if (scratch_servers->len == 0)
    skip();
  GError *error = NULL;
  g_autoptr(GPtrArray) cases = corpus_read(path, &error);
  assert_non_null(cases);
  g_autofree char *file = g_path_get_basename(path);
  MigharDatabase *database = create_on(scratch_server());
  guint wrong = count_wrong(database, file, cases);
  mighar_postgres_driver.drop(database);
  if (!mighar_postgres_driver.purge(scratch_server(), &error))
    fail_msg("%s", error->message);
  if (wrong > 0)
    fail_msg("%s: %u statements are not told as they should be", file, wrong);
}

/* Whatever a snapshot can tell, there is a case that changes it. */
static void test_all_is_changed(void **state G_GNUC_UNUSED)
{
  if (scratch_servers->len == 0)
    skip();
  MigharDatabase *database = create_on(scratch_server());
  GError *error = NULL;
  PGconn *connection = server_connect((PostgresServer *)database->server, database->name, NULL, &error);
  if (connection == NULL || !catalog_prepare(connection, &error))
    fail_msg("%s", error->message);
  g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);
  for (const CatalogQuery *query = catalog_queries; query->kind != NULL; query++) {
    if (query->since > oracle.version)
      continue;
    g_autoptr(PGresult) described = PQdescribePrepared(connection, query->name);
    need_columns(oracle.expected, query->kind, described, missing);
  }
  need_seen(oracle.expected, oracle.seen, missing);
  session_close(connection);
  mighar_postgres_driver.drop(database);
  g_ptr_array_sort(missing, compare_lines);
  if (missing->len > 0)
    print_lines("no case expects:", missing);
  assert_int_equal(missing->len, 0);
}

static const char *programs_to_start;

static int start(void **state G_GNUC_UNUSED)
{
  oracle.expected = g_ptr_array_new_with_free_func(g_free);
  oracle.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  const char *directories[] = {programs_to_start, NULL};
  MigharServerOptions options = {.binary_directories = directories};
  g_autofree char *missing = NULL;
  GError *error = NULL;
  scratch_servers = mighar_postgres_driver.find_servers(&options, &missing, &error);
  if (scratch_servers == NULL) {
    print_error("%s\n", error->message);
    return -1;
  }
  if (scratch_servers->len > 0) {
    oracle.version = server_version((PostgresServer *)scratch_server());
    oracle.programs = pg_dump_find(oracle.version);
  }
  if (scratch_servers->len > 0 && oracle.programs == NULL && programs_to_start == NULL) {
    print_error("there is a server but no pg_dump for it\n");
    return -1;
  }
  return 0;
}

static int stop(void **state)
{
  print_message("PostgreSQL %d: %u statements", oracle.version / 10000, oracle.cases);
  if (oracle.programs != NULL)
    print_message(", on %u the snapshot and pg_dump agree, on %u they are known not to", oracle.agreed,
                  oracle.known);
  print_message("\n");
  g_free(oracle.programs);
  g_ptr_array_unref(oracle.expected);
  g_hash_table_unref(oracle.seen);
  return stop_server(state);
}

int main(int argc, char **argv)
{
  programs_to_start = argc > 1 ? argv[1] : g_getenv("SUITES_POSTGRES_BIN");
  const char *const *named = (const char *const *)argv + MIN(argc, 2);
  g_autoptr(GPtrArray) files = corpus_list(SUITES_FOLDER "/oracle/postgres", named);
  g_autofree struct CMUnitTest *tests = g_new0(struct CMUnitTest, files->len + 1);
  for (guint i = 0; i < files->len; i++)
    tests[i] = (struct CMUnitTest){.name = strrchr(g_ptr_array_index(files, i), '/') + 1,
                                   .test_func = test_file,
                                   .initial_state = g_ptr_array_index(files, i)};
  tests[files->len] = (struct CMUnitTest){.name = "all is changed", .test_func = test_all_is_changed};
  guint n = files->len + (*named == NULL);
  return _cmocka_run_group_tests("catalog and pg_dump", tests, n, start, stop) + (files->len == 0);
}
