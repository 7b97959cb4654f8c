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
