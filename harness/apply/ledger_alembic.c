/* Alembic: https://github.com/sqlalchemy/alembic, alembic/runtime/migration.py (_ensure_version_table()). */
#include "ledger.h"

const Ledger ledger_alembic = {
    .format = "alembic",
    .table = "alembic_version",
    .columns = "version_num",
    .exact = TRUE,
    .read = LEDGER_ROW("version_num", "'t'", "NULL", "'t'") "FROM {table}",
    .by_its_tool = TRUE,
};
