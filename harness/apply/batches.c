#include "batches.h"

#include "batches_range.h"
#include "ledger.h"

#include <string.h>

/* How an engine says what differs; a value is given as a literal, which text and back loses nothing of. */
static const struct {
  const char *literal; /* of {key} */
  gboolean folds;      /* a name without quotes is in small letters */
  const char *check;   /* whether the table is there, has the columns, and a unique index over these in their
                          order, and over all rows */
} says[] = {
    [MIGHAR_DIALECT_SQLITE] =
        {"quote({key})", FALSE,
         "SELECT CASE"
         " WHEN NOT EXISTS (SELECT 1 FROM pragma_table_xinfo({bare})) THEN 'table'"
         " WHEN {n} = 1 AND lower({first}) IN ('rowid', '_rowid_', 'oid')"
         "  AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo({bare}) WHERE name = {first} COLLATE NOCASE)"
         " THEN NULL"
         " WHEN (SELECT count(*) FROM pragma_table_xinfo({bare}) WHERE name COLLATE NOCASE IN ({names})) <> "
         "{n}"
         " THEN 'column'"
         " WHEN (SELECT group_concat(quote(name), ', ') FROM (SELECT name FROM pragma_table_xinfo({bare})"
         "  WHERE pk > 0 ORDER BY pk)) = {all} COLLATE NOCASE THEN NULL"
         " WHEN NOT EXISTS (SELECT 1 FROM pragma_index_list({bare}) AS l WHERE l.\"unique\" AND NOT l.partial"
         "  AND (SELECT group_concat(quote(name), ', ') FROM pragma_index_info(l.name)) = {all} COLLATE "
         "NOCASE)"
         " THEN 'unique' END"},
    [MIGHAR_DIALECT_POSTGRES] =
        {"pg_catalog.quote_literal({key}::pg_catalog.text)", TRUE,
         "SELECT CASE"
         " WHEN pg_catalog.to_regclass({table}) IS NULL THEN 'table'"
         " WHEN (SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute"
         "  WHERE attrelid = pg_catalog.to_regclass({table}) AND attname IN ({names}) AND attnum > 0"
         "  AND NOT attisdropped) <> {n} THEN 'column'"
         " WHEN NOT EXISTS (SELECT FROM pg_catalog.pg_index i"
         "  WHERE i.indrelid = pg_catalog.to_regclass({table}) AND i.indisunique AND i.indisvalid"
         "  AND i.indpred IS NULL AND i.indnkeyatts = {n} AND ARRAY[{names}]::pg_catalog.text[] ="
         "  ARRAY(SELECT a.attname::pg_catalog.text FROM pg_catalog.unnest(i.indkey) WITH ORDINALITY "
         "k(number, n)"
         "   JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number"
         "   WHERE k.n <= i.indnkeyatts ORDER BY k.n)) THEN 'unique' END"},
};

static const char null_sql[] = "SELECT 'NULL' FROM {from} WHERE {null} LIMIT 1";

/* Without a row, what sees rows one by one makes none. */
static const char rows_sql[] = "SELECT CASE WHEN count(*) > 0 THEN 'rows' END FROM ({query}) AS q";

static const char last_sql[] = "SELECT {literal} FROM {from} ORDER BY {backwards} LIMIT 1";

static const char next_sql[] = "SELECT {literal} FROM (SELECT {key} FROM {from} WHERE {range} ORDER BY {key}"
                               " LIMIT {size}) AS batch ORDER BY {backwards} LIMIT 1";

/* "t" of "main.t", without quotes. */
static char *bare_table(const MigharBatches *batches, MigharDialect dialect)
{
  MigharScanner scanner;
  MigharToken token, last = {0};
  mighar_scanner_init(&scanner, dialect, batches->table, strlen(batches->table));
  while (mighar_scanner_next_solid(&scanner, &token))
    last = token;
  return mighar_token_name(&last);
}

/* What SQL takes a column of the key for, as a literal. */
static char *name_literal(const char *key, MigharDialect dialect)
{
  g_autofree char *name = mighar_sql_name(dialect, key);
  g_autofree char *folded = says[dialect].folds && *key != '"' ? g_ascii_strdown(name, -1) : NULL;
  return template_literal(dialect, folded != NULL ? folded : name);
}

static char *value_literal(const char *key, MigharDialect dialect)
{
  const TemplateValue values[] = {{"key", (char *)key, TRUE}, {0}};
  return template_fill(says[dialect].literal, dialect, values);
}

static char *is_null(const char *key, MigharDialect dialect G_GNUC_UNUSED)
{
  return g_strdup_printf("%s IS NULL", key);
}

static char *backwards(const char *key, MigharDialect dialect G_GNUC_UNUSED)
{
  return g_strdup_printf("%s DESC", key);
}

static char *itself(const char *key, MigharDialect dialect G_GNUC_UNUSED)
{
  return g_strdup(key);
}

/* What make gives for each column of the key. */
static char *join(const MigharBatches *batches, MigharDialect dialect, const char *separator,
                  char *(*make)(const char *key, MigharDialect dialect))
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; batches->keys[i] != NULL; i++)
    g_ptr_array_add(parts, make(batches->keys[i], dialect));
  g_ptr_array_add(parts, NULL);
  return g_strjoinv(separator, (char **)parts->pdata);
}

/* Of one column the value itself, of several a row of them. */
static gboolean is_row(const MigharBatches *batches)
{
  return batches->keys[1] != NULL;
}

static char *key_literal(const MigharBatches *batches, MigharDialect dialect)
{
  g_autofree char *values = join(batches, dialect, " || ', ' || ", value_literal);
  return is_row(batches) ? g_strdup_printf("'(' || %s || ')'", values) : g_steal_pointer(&values);
}

/* What stands for the batches' table and key in the queries. */
static char *make_query(const MigharScript *script, MigharDialect dialect, const char *template,
                        const char *range)
{
  const MigharBatches *batches = script->batches;
  g_autofree char *key = join(batches, dialect, ", ", itself);
  g_autofree char *names = join(batches, dialect, ", ", name_literal);
  g_autofree char *first = name_literal(batches->keys[0], dialect);
  g_autofree char *null = join(batches, dialect, " OR ", is_null);
  g_autofree char *order = join(batches, dialect, ", ", backwards);
  g_autofree char *literal = key_literal(batches, dialect);
  g_autofree char *bare = bare_table(batches, dialect);
  g_autofree char *from = g_strconcat(batches->only ? "ONLY " : "", batches->table, NULL);
  g_autofree char *size = g_strdup_printf("%u", batches->size);
  g_autofree char *n = g_strdup_printf("%u", g_strv_length(batches->keys));
  const TemplateValue values[] = {
      {"key", key, TRUE},
      {"literal", literal, TRUE},
      {"backwards", order, TRUE},
      {"null", null, TRUE},
      {"from", from, TRUE},
      {"size", size, TRUE},
      {"range", (char *)range, TRUE},
      {"n", n, TRUE},
      {"first", first, TRUE},
      {"names", names, TRUE},
      {"all", names, FALSE},
      {"bare", bare, FALSE},
      {"table", batches->table, FALSE},
      {0},
  };
  return template_fill(template, dialect, values);
}

char *batches_query(const MigharScript *script, MigharDialect dialect, const BatchesProgress *progress)
{
  const MigharBatches *batches = script->batches;
  g_autofree char *key = join(batches, dialect, ", ", itself);
  g_autofree char *row = is_row(batches) ? g_strdup_printf("(%s)", key) : g_strdup(key);
  g_autofree char *range = batches_range(row, progress->behind, progress->until);
  return make_query(script, dialect, next_sql, range);
}

MigharScript *batches_part(const MigharScript *script, MigharDialect dialect, const char *behind,
                           const char *until)
{
  const MigharBatches *batches = script->batches;
  g_autofree char *range = batches_guarded_range(dialect, batches->column, behind, until);
  g_autofree char *text = g_strconcat(batches->before, range, batches->after, NULL);
  MigharStatement statement = g_array_index(script->statements, MigharStatement, 0);
  MigharScript *part = mighar_script_new(script->file, script->line, text, strlen(text));
  statement.start = 0;
  statement.length = strlen(text);
  g_array_append_val(part->statements, statement);
  part->transaction = TRUE;
  return part;
}

static gboolean ask(const MigharScript *script, const BatchesHost *host, const char *template, char **value,
                    GError **error)
{
  g_autofree char *sql = make_query(script, host->dialect, template, "");
  *value = NULL;
  return host->read(host->data, sql, value, error);
}

static const struct {
  const char *found, *problem, *hint;
} problems[] = {
    {"table", "there is no table '{table}' to make batches of", NULL},
    {"column", "the table '{table}' has no column '{key}' to make batches by", NULL},
    {"unique", "'{key}' is no unique key of the table '{table}', by which batches could be made",
     "it takes a unique index over this key alone, its columns in this order, and over all rows"},
    {"NULL", "there are rows of '{table}' whose '{key}' is NULL, which no batch would have",
     "make batches by a column that is never NULL"},
    {"rows", "the query of '{table}' gives a row where there is none, so it is not the same in parts",
     "a query that counts or sums rows cannot be run in batches"},
};

static void explain(const MigharBatches *batches, MigharDialect dialect, const char *found, char **problem,
                    char **hint)
{
  const TemplateValue values[] = {{"table", batches->table, TRUE}, {"key", batches->key, TRUE}, {0}};
  for (guint i = 0; i < G_N_ELEMENTS(problems); i++)
    if (g_str_equal(problems[i].found, found)) {
      *problem = template_fill(problems[i].problem, dialect, values);
      *hint = g_strdup(problems[i].hint);
    }
}

static gboolean ask_for_rows(const MigharScript *script, const BatchesHost *host, char **value,
                             GError **error)
{
  const MigharBatches *batches = script->batches;
  g_autofree char *query = g_strconcat(batches->before + batches->select, "1 = 0", NULL);
  const TemplateValue values[] = {{"query", query, TRUE}, {0}};
  g_autofree char *sql = template_fill(rows_sql, host->dialect, values);
  *value = NULL;
  return host->read(host->data, sql, value, error);
}

gboolean batches_check(const MigharScript *script, const BatchesHost *host, char **problem, char **hint,
                       GError **error)
{
  g_autofree char *found = NULL;
  g_autofree char *null_found = NULL;
  g_autofree char *rows_found = NULL;
  if (!ask(script, host, says[host->dialect].check, &found, error) ||
      (found == NULL && !ask(script, host, null_sql, &null_found, error)) ||
      (found == NULL && script->batches->select > 0 && !ask_for_rows(script, host, &rows_found, error)))
    return FALSE;
  const char *wrong = found != NULL ? found : null_found != NULL ? null_found : rows_found;
  if (wrong != NULL)
    explain(script->batches, host->dialect, wrong, problem, hint);
  return TRUE;
}

static gboolean find_end(const MigharScript *script, const BatchesHost *host, BatchesProgress *progress,
                         GError **error)
{
  if (progress->key == NULL)
    progress->key = g_strdup(script->batches->key);
  return progress->until != NULL || ask(script, host, last_sql, &progress->until, error);
}

static gboolean find_next(const MigharScript *script, const BatchesHost *host,
                          const BatchesProgress *progress, char **next, GError **error)
{
  g_autofree char *sql = batches_query(script, host->dialect, progress);
  *next = NULL;
  return progress->until == NULL || host->read(host->data, sql, next, error);
}

/* The progress that is recorded is the one after the batch; it is true when the batch is committed. */
static gboolean run_next(const MigharScript *script, const BatchesHost *host, BatchesProgress *progress,
                         const char *next, MigharWorkOutcome *outcome, GError **error)
{
  g_autoptr(MigharScript) part = batches_part(script, host->dialect, progress->behind, next);
  const BatchesProgress after = {progress->key, (char *)next, progress->until, progress->n + 1};
  if (!host->run(host->data, part, &after, outcome, error))
    return FALSE;
  if (!outcome->outcome.applied)
    return TRUE;
  g_free(progress->behind);
  progress->behind = g_strdup(next);
  progress->n++;
  return TRUE;
}

gboolean batches_run(const MigharScript *script, const BatchesHost *host, BatchesProgress *progress,
                     MigharWorkOutcome *outcome, GError **error)
{
  gint64 start = g_get_monotonic_time();
  *outcome = (MigharWorkOutcome){.outcome = {.applied = TRUE, .failed = -1, .position = -1}};
  if (!find_end(script, host, progress, error))
    return FALSE;
  for (;;) {
    g_autofree char *next = NULL;
    if (!find_next(script, host, progress, &next, error))
      return FALSE;
    if (next == NULL)
      break;
    mighar_work_outcome_clear(outcome);
    if (!run_next(script, host, progress, next, outcome, error))
      return FALSE;
    if (!outcome->outcome.applied)
      break;
    if (host->rest != NULL && g_strcmp0(next, progress->until) != 0 &&
        !host->rest(host->data, progress, error))
      return FALSE;
  }
  outcome->outcome.completed = outcome->outcome.applied ? 1 : 0;
  outcome->outcome.seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
  outcome->stepwise = TRUE;
  return TRUE;
}
