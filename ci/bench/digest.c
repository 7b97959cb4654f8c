/* digest ENGINE READER ROWS: makes a table of 6 columns, and compares two ways to read it, by turns: READER,
 * which throws the rows away (read_postgres or read_sqlite), and what mighar makes of them, a digest. Prints
 * medians of seconds of both, and by how many KiB the digests have raised this process's peak of memory. */
#include <mighar/compare.h>
#include <mighar/driver.h>
#include <mighar/rows.h>
#include <mighar/sql.h>

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define ROUNDS 5

static const struct {
  const char *engine, *table, *sql;
} tables[] = {
    {"postgres", "public.t",
     "CREATE TABLE t AS SELECT i AS id, i %% 100003 AS number, i / 3.0 AS amount, 'customer ' || i AS name,"
     " to_hex(i) AS code, date '2020-01-01' + i %% 2000 AS day FROM generate_series(1, %s) AS i;"
     "ALTER TABLE t ADD PRIMARY KEY (id)"},
    {"sqlite", "t",
     "CREATE TABLE t (id INTEGER PRIMARY KEY, number, amount, name, code, day);"
     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s) INSERT INTO t"
     " SELECT i, i %% 100003, i / 3.0, 'customer ' || i, printf('%%08x', i), date('2020-01-01', (i %% 2000) "
     "|| ' days')"
     " FROM n"},
};

static void stop(const char *what, const GError *error)
{
  g_printerr("digest: %s: %s\n", what, error != NULL ? error->message : "no");
  exit(3);
}

static void make_table(MigharDatabase *database, const char *sql)
{
  g_autoptr(GError) error = NULL;
  const MigharDriver *driver = database->server->driver;
  g_autoptr(GArray) statements = mighar_sql_split(driver->engine->dialect, sql, strlen(sql), 1);
  MigharScript script = {.text = (char *)sql, .statements = statements};
  g_auto(MigharOutcome) outcome = {0};
  if (!driver->execute(database, &script, &outcome, &error) || !outcome.applied)
    stop(outcome.message != NULL ? outcome.message : "cannot make the table", error);
}

static gboolean add_row(const MigharCell *cells, void *set)
{
  mighar_row_set_add(set, cells);
  return TRUE;
}

static double read_with_digest(MigharDatabase *database, const MigharTable *table)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MigharRowSet) set = mighar_row_set_new(table);
  g_autoptr(GArray) reads = mighar_reads_new();
  MigharRead *read = mighar_reads_add(reads, table);
  read->row = add_row;
  read->data = set;
  gint64 start = g_get_monotonic_time();
  if (!database->server->driver->rows->read(database, read, 1, NULL, &error))
    stop("cannot read", error);
  return (g_get_monotonic_time() - start) / 1e6;
}

static double read_to_nowhere(const char *reader, const char *url, const char *table)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *output = NULL;
  const char *path = g_str_has_prefix(url, "sqlite") ? strchr(url, '/') : url;
  const char *command[] = {reader, path, table, NULL};
  int status;
  if (!g_spawn_sync(NULL, (char **)command, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status,
                    &error) ||
      status != 0)
    stop(reader, error);
  return g_ascii_strtod(output, NULL);
}

static int compare_seconds(const void *a, const void *b)
{
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

static double median(double *seconds)
{
  qsort(seconds, ROUNDS, sizeof *seconds, compare_seconds);
  return seconds[ROUNDS / 2];
}

static long peak_kib(void)
{
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

static void measure(MigharDatabase *database, const char *reader, const char *name)
{
  g_autoptr(GError) error = NULL;
  const MigharDriver *driver = database->server->driver;
  g_autoptr(MigharSnapshot) schema = driver->snapshot(database, MIGHAR_READ_ANEW, &error);
  g_autofree char *url = driver->url(database, &error);
  double bare[ROUNDS], digest[ROUNDS];
  if (schema == NULL || url == NULL)
    stop("cannot look at the table", error);
  g_autoptr(GPtrArray) described = driver->rows->tables(schema, NULL);
  long before = peak_kib();
  for (int i = 0; i < ROUNDS; i++) {
    bare[i] = read_to_nowhere(reader, url, name);
    digest[i] = read_with_digest(database, g_ptr_array_index(described, 0));
  }
  long rise = peak_kib() - before;
  g_print("%.3f %.3f %ld\n", median(bare), median(digest), rise);
}

int main(int argc, char **argv)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *missing = NULL;
  guint t = 0;
  while (argc == 4 && t < G_N_ELEMENTS(tables) && !g_str_equal(tables[t].engine, argv[1]))
    t++;
  if (argc != 4 || t == G_N_ELEMENTS(tables))
    return 2;
  const MigharDriver *driver = mighar_driver_find(argv[1]);
  const MigharServerOptions options = {.shared = TRUE};
  g_autoptr(GPtrArray) servers = driver->find_servers(&options, &missing, &error);
  if (servers == NULL || servers->len == 0)
    stop(missing != NULL ? missing : argv[1], error);
  MigharDatabase *database = driver->create(g_ptr_array_index(servers, 0), &error);
  if (database == NULL)
    stop("cannot make a database", error);
  g_autofree char *sql = g_strdup_printf(tables[t].sql, argv[3]);
  make_table(database, sql);
  measure(database, argv[2], tables[t].table);
  driver->drop(database);
  return 0;
}
