#include <mighar/ledger.h>

#include <string.h>

#define COLUMNS(...)                                                                                         \
  (const char *const[])                                                                                      \
  {                                                                                                          \
    __VA_ARGS__, NULL                                                                                        \
  }

/* Flyway adds a row whenever it does something; what was done last with a version counts. Repeatable
 * migrations have no version there, but the name of their file. */
#define FLYWAY_LAST                                                                                          \
  "SELECT coalesce(version, substr(script, 1, length(script) - length('.sql'))) FROM %s AS l"                \
  " WHERE type <> 'SCHEMA' AND installed_rank = (SELECT max(installed_rank) FROM %s AS m"                    \
  " WHERE coalesce(m.version, m.script) = coalesce(l.version, l.script)) "

/* As their tools make them. A version that goose took back was once a row that says so, not a row less; the
 * last one counts. */
static const MigharLedgerFacts table[] = {
    {
        .format = "dbmate",
        .table = "schema_migrations",
        .columns = COLUMNS("version"),
        .lacks = COLUMNS("dirty"),
        .applied = "SELECT version FROM %s",
    },
    {
        .format = "diesel",
        .table = "__diesel_schema_migrations",
        .columns = COLUMNS("version", "run_on"),
        .applied = "SELECT version FROM %s",
    },
    {
        .format = "flyway",
        .table = "flyway_schema_history",
        .columns = COLUMNS("installed_rank", "version", "type", "success", "checksum"),
        .applied = FLYWAY_LAST "AND success AND type NOT LIKE 'UNDO%' AND type <> 'DELETE'",
        .unfinished = FLYWAY_LAST "AND NOT success AND type NOT LIKE 'UNDO%'",
    },
    {
        .format = "golang-migrate",
        .table = "schema_migrations",
        .columns = COLUMNS("version", "dirty"),
        .last_only = TRUE,
        .applied = "SELECT version FROM %s WHERE version >= 0",
        .unfinished = "SELECT version FROM %s WHERE dirty",
    },
    {
        .format = "goose",
        .table = "goose_db_version",
        .columns = COLUMNS("id", "version_id", "is_applied"),
        .applied = "SELECT version_id FROM %s AS l WHERE is_applied AND version_id > 0 AND id ="
                   " (SELECT max(id) FROM %s AS m WHERE m.version_id = l.version_id)",
    },
    {
        .format = "sql-migrate",
        .table = "gorp_migrations",
        .columns = COLUMNS("id", "applied_at"),
        .by_file = TRUE,
        .applied = "SELECT id FROM %s",
    },
    {
        .format = "sqlx",
        .table = "_sqlx_migrations",
        .columns = COLUMNS("version", "success", "checksum"),
        .applied = "SELECT version FROM %s WHERE success",
        .unfinished = "SELECT version FROM %s WHERE NOT success",
    },
};

static gboolean has_columns(const MigharSnapshot *snapshot, const char *name, const char *const *columns,
                            gboolean expected)
{
  for (guint i = 0; columns != NULL && columns[i] != NULL; i++) {
    g_autofree char *column = g_strdup_printf("%s.%s", name, columns[i]);
    if ((mighar_snapshot_find(snapshot, "column", column) != NULL) != expected)
      return FALSE;
  }
  return TRUE;
}

static const char *without_schema(const char *name)
{
  const char *dot = strrchr(name, '.');
  return dot != NULL ? dot + 1 : name;
}

static void add_ledger(const MigharSnapshot *snapshot, const MigharObject *object, GArray *ledgers)
{
  for (guint i = 0; i < G_N_ELEMENTS(table); i++)
    if (g_str_equal(without_schema(object->name), table[i].table) &&
        has_columns(snapshot, object->name, table[i].columns, TRUE) &&
        has_columns(snapshot, object->name, table[i].lacks, FALSE)) {
      MigharLedger ledger = {&table[i], object->name};
      g_array_append_val(ledgers, ledger);
    }
}

GArray *mighar_ledgers_find(const MigharSnapshot *snapshot)
{
  GArray *ledgers = g_array_new(FALSE, FALSE, sizeof(MigharLedger));
  for (guint i = 0; i < snapshot->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    if (g_str_equal(object->kind, "table"))
      add_ledger(snapshot, object, ledgers);
  }
  return ledgers;
}

char *mighar_ledger_query(const MigharLedger *ledger, const char *query)
{
  g_auto(GStrv) parts = g_strsplit(query, "%s", -1);
  return g_strjoinv(ledger->table, parts);
}

/* Names of tables, and of their parts, and of the parts of these. */
static GHashTable *collect_parts(const MigharSnapshot *snapshot, const GArray *ledgers)
{
  GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < ledgers->len; i++)
    g_hash_table_add(names, (gpointer)g_array_index(ledgers, MigharLedger, i).table);
  for (guint before = 0; before < g_hash_table_size(names);) {
    before = g_hash_table_size(names);
    for (guint i = 0; i < snapshot->objects->len; i++) {
      const MigharObject *object = g_ptr_array_index(snapshot->objects, i);
      if (object->parent != NULL && g_hash_table_contains(names, object->parent))
        g_hash_table_add(names, (gpointer)object->name);
    }
  }
  return names;
}

static gboolean is_part(const MigharObject *object, GHashTable *names)
{
  return object->parent != NULL
             ? g_hash_table_contains(names, object->parent)
             : g_str_equal(object->kind, "table") && g_hash_table_contains(names, object->name);
}

MigharSnapshot *mighar_ledgers_remove(const MigharSnapshot *snapshot, const GArray *ledgers)
{
  g_autoptr(GHashTable) names = collect_parts(snapshot, ledgers);
  GPtrArray *kept = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  for (guint i = 0; i < snapshot->objects->len; i++) {
    MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    if (!is_part(object, names))
      g_ptr_array_add(kept, mighar_object_ref(object));
  }
  return mighar_snapshot_new(kept);
}
