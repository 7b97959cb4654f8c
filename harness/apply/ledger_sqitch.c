/* Sqitch: https://github.com/sqitchers/sqitch, lib/App/Sqitch/Engine/pg.sql. SQLite's is in a file of its
 * own.
 */
#include "ledger.h"

const Ledger ledger_sqitch = {
    .format = "sqitch",
    .table = "changes",
    .columns = "change,change_id,project,script_hash",
    .read = LEDGER_ROW("change", "'t'", "NULL", "'f'") "FROM {table} ORDER BY committed_at",
    .schema = "sqitch",
    .by_its_tool = TRUE,
};
