#include "ledger.h"

#include <string.h>

const Ledger *const ledgers[] = {
    &ledger_alembic,        &ledger_dbmate, &ledger_diesel,      &ledger_flyway,
    &ledger_golang_migrate, &ledger_goose,  &ledger_sql_migrate, &ledger_sqitch,
    &ledger_sqlx,           &ledger_tern,   &ledger_mighar,      NULL,
};

const Ledger *ledger_for(const char *format)
{
  for (guint i = 0; ledgers[i] != NULL; i++)
    if (g_str_equal(ledgers[i]->format, format) && !ledgers[i]->by_its_tool)
      return ledgers[i];
  return &ledger_mighar;
}

const Ledger *ledger_of_table(const char *name)
{
  const char *dot = strrchr(name, '.');
  const Ledger *found = NULL;
  for (guint i = 0; ledgers[i] != NULL; i++) {
    if (!g_str_equal(ledgers[i]->table, dot != NULL ? dot + 1 : name))
      continue;
    if (found != NULL)
      return NULL;
    found = ledgers[i];
  }
  return found;
}

static gboolean has_columns(const char *columns, const char *wanted)
{
  g_auto(GStrv) there = g_strsplit(columns, ",", -1);
  g_auto(GStrv) names = g_strsplit(wanted, ",", -1);
  for (guint i = 0; names[i] != NULL; i++)
    if (!g_strv_contains((const char *const *)there, names[i]))
      return FALSE;
  return TRUE;
}

gboolean ledger_has_shape(const Ledger *ledger, const char *columns)
{
  if (ledger->exact)
    return g_str_equal(columns, ledger->columns);
  return has_columns(columns, ledger->columns) &&
         (ledger != &ledger_dbmate || !has_columns(columns, "dirty"));
}

char *ledger_reading(const Ledger *ledger, MigharDialect dialect, const char *table)
{
  static const char *const hex[] = {
      [MIGHAR_DIALECT_SQLITE] = "lower(hex(checksum))",
      [MIGHAR_DIALECT_POSTGRES] = "pg_catalog.encode(checksum, 'hex')",
  };
  const TemplateValue values[] = {{"table", (char *)table, TRUE}, {"hex", (char *)hex[dialect], TRUE}, {0}};
  return template_fill(ledger->read, dialect, values);
}
