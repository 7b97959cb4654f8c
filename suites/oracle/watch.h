/* A database between two statements: what the snapshot and pg_dump see of it, and how both have changed since
 * they last looked. */
#pragma once

#include "difference.h"
#include "dump_blocks.h"
#include "pg_dump.h"
#include "scratch.h"
#include "server.h"
#include "session.h"

#include <stdio.h>

/* The schema as it was at the last comparison. */
typedef struct {
  const char *programs; /* where pg_dump is */
  int dump_major;       /* its version */
  MigharDatabase *database;
  PGconn *administration;
  MigharSnapshot *snapshot;
  GPtrArray *dump, *globals;
  GPtrArray *dump_before, *globals_before;
  char *transaction; /* the next one's id: nothing was written since while it is the same */
  gboolean pending;  /* something ran since that may change the schema */
} Watch;

/* What changed between two looks. */
typedef struct {
  GPtrArray *differences; /* char *, as of list_differences() */
  const char *dumped; /* a block that only one of two dumps has, held by the Watch; NULL: they are the same */
} WatchChange;

static inline void watch_stop(const char *what, const GError *error)
{
  fprintf(stderr, "oracle_regress: %s: %s\n", what, error != NULL ? error->message : "failed");
  exit(3);
}

static inline char *watch_ask(PGconn *connection, const char *sql)
{
  g_autoptr(PGresult) rows = PQexec(connection, sql);
  return PQntuples(rows) == 1 ? g_strdup(PQgetvalue(rows, 0, 0)) : NULL;
}

static inline char *next_transaction(PGconn *connection)
{
  return watch_ask(connection, "SELECT pg_snapshot_xmax(pg_current_snapshot())");
}

/* What only changes rows may well write, but not to the catalog. */
static inline gboolean may_change_schema(const char *statement)
{
  return !g_regex_match_simple(
      "^(\\s|--[^\\n]*\\n|/\\*.*?\\*/)*"
      "(insert|update|delete|copy|merge|with|values|table|explain|analyze|lock|fetch)\\b",
      statement, G_REGEX_CASELESS | G_REGEX_DOTALL, 0);
}

static inline gboolean may_change_globals(const char *statement)
{
  return g_regex_match_simple("role|user|group|tablespace|parameter|grant|revoke|owned", statement,
                              G_REGEX_CASELESS, 0);
}

/* The dump as blocks; NULL when pg_dump fails, of which the reason is printed. */
static inline GPtrArray *take_dump(const Watch *watch, gboolean globals)
{
  /* Not --schema-only, which leaves out large objects and whether a materialized view is filled. */
  const char *schema_of[] = {"--section=pre-data",       "--section=post-data", "--create",
                             "--lock-wait-timeout=1000", watch->database->name, NULL};
  const char *all_globals[] = {"--globals-only", NULL};
  g_autoptr(GError) error = NULL;
  g_autofree char *text = run_dump(watch->programs, globals ? "pg_dumpall" : "pg_dump", watch->administration,
                                   globals ? all_globals : schema_of, &error);
  if (text == NULL) {
    fprintf(stderr, "%s\n", error->message);
    return NULL;
  }
  g_autoptr(GString) statements = g_string_new(NULL);
  append_statements(statements, text);
  return dump_blocks(statements->str);
}

static inline MigharSnapshot *take_snapshot(const Watch *watch)
{
  g_autoptr(GError) error = NULL;
  MigharSnapshot *snapshot = mighar_postgres_driver.snapshot(watch->database, MIGHAR_READ_ANEW, &error);
  if (snapshot == NULL)
    watch_stop("snapshot", error);
  return snapshot;
}

static inline void replace_blocks(GPtrArray **old, GPtrArray *blocks)
{
  g_clear_pointer(old, g_ptr_array_unref);
  *old = blocks;
}

/* From version 17 on large objects are data for pg_dump, which is not what is compared. */
static inline void forget_data(const Watch *watch, GPtrArray *differences)
{
  for (guint i = differences->len; i > 0 && watch->dump_major >= 17; i--)
    if (strncmp((const char *)g_ptr_array_index(differences, i - 1) + 1, " large object ", 14) == 0)
      g_ptr_array_remove_index(differences, i - 1);
}

/* Whether pg_dump could look, as it cannot while a session holds locks in a transaction. */
static inline gboolean is_quiet(const Watch *watch)
{
  g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM pg_stat_activity WHERE datname = '%s' AND"
                                         " application_name = 'psql' AND state <> 'idle'",
                                         watch->database->name);
  g_autofree char *count = watch_ask(watch->administration, sql);
  return g_strcmp0(count, "0") == 0;
}

/* Whether there is anything to compare; the moment is noted. */
static inline gboolean watch_is_due(Watch *watch, const char *statement)
{
  watch->pending = watch->pending || may_change_schema(statement);
  if (!is_quiet(watch))
    return FALSE;
  g_autofree char *transaction = next_transaction(watch->administration);
  gboolean due = watch->pending && g_strcmp0(transaction, watch->transaction) != 0;
  watch->pending = FALSE;
  g_free(watch->transaction);
  watch->transaction = g_steal_pointer(&transaction);
  return due;
}

/* The statement has been run. FALSE when nothing was compared. The caller frees change->differences, and may
 * read change->dumped until the next look. */
static inline gboolean watch_look(Watch *watch, const char *statement, WatchChange *change)
{
  GPtrArray *dump = watch_is_due(watch, statement) ? take_dump(watch, FALSE) : NULL;
  if (dump == NULL)
    return FALSE;
  replace_blocks(&watch->dump_before, g_steal_pointer(&watch->dump));
  replace_blocks(&watch->globals_before, g_ptr_array_ref(watch->globals));
  watch->dump = dump;
  if (may_change_globals(statement)) {
    GPtrArray *globals = take_dump(watch, TRUE);
    if (globals != NULL)
      replace_blocks(&watch->globals, globals);
  }
  change->dumped = dump_difference(watch->dump_before, dump);
  if (change->dumped == NULL)
    change->dumped = dump_difference(watch->globals_before, watch->globals);
  MigharSnapshot *snapshot = take_snapshot(watch);
  change->differences = list_differences(watch->snapshot, snapshot);
  forget_data(watch, change->differences);
  mighar_snapshot_unref(watch->snapshot);
  watch->snapshot = snapshot;
  return TRUE;
}

/* programs: the folder of pg_dump; held. */
static inline void watch_begin(Watch *watch, MigharDatabase *database, const char *programs)
{
  GError *error = NULL;
  g_autofree char *pg_dump = g_build_filename(programs, "pg_dump", NULL);
  *watch = (Watch){.database = database, .programs = programs, .dump_major = program_major(pg_dump)};
  watch->administration = server_administration((PostgresServer *)database->server, &error);
  if (watch->administration == NULL)
    watch_stop("connection", error);
  /* A script may hold locks on the catalogs themselves in a transaction. */
  PQclear(PQexec(watch->administration, "SET lock_timeout TO '1s'"));
  watch->transaction = next_transaction(watch->administration);
  watch->snapshot = take_snapshot(watch);
  watch->dump = take_dump(watch, FALSE);
  watch->globals = take_dump(watch, TRUE);
}

static inline void watch_end(Watch *watch)
{
  g_ptr_array_unref(watch->dump);
  g_ptr_array_unref(watch->globals);
  g_clear_pointer(&watch->dump_before, g_ptr_array_unref);
  g_clear_pointer(&watch->globals_before, g_ptr_array_unref);
  mighar_snapshot_unref(watch->snapshot);
  g_free(watch->transaction);
}
