/* Alembic: https://github.com/sqlalchemy/alembic, alembic/runtime/migration.py (_ensure_version_table()). */
#include "ledger.h"

const Ledger ledger_alembic = {
    .format = "alembic",
    .table = "alembic_version",
    .columns = "version_num",
    .read = "SELECT version_num, 't', NULL FROM {table}",
    .last_only = TRUE,
    .by_its_tool = TRUE,
};
