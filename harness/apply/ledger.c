#include "ledger.h"

const Ledger *const ledgers[] = {
    &ledger_dbmate,      &ledger_diesel, &ledger_flyway, &ledger_golang_migrate, &ledger_goose,
    &ledger_sql_migrate, &ledger_sqlx,   &ledger_tern,   &ledger_mighar,         NULL,
};

const Ledger *ledger_for(const char *format)
{
  for (guint i = 0; ledgers[i] != NULL; i++)
    if (g_str_equal(ledgers[i]->format, format))
      return ledgers[i];
  return &ledger_mighar;
}
