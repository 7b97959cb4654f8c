/* For formats without a tool, and for tools that have no ledger that mighar could keep. */
#include "ledger.h"

const Ledger ledger_mighar = {
    .format = "mighar",
    .table = "mighar_migrations",
    .columns = "applied_at,name,version",
    .create = {[MIGHAR_DIALECT_SQLITE] =
                   LIST("CREATE TABLE {table} (version text NOT NULL PRIMARY KEY, name text NOT"
                        " NULL, applied_at text NOT NULL)"),
               [MIGHAR_DIALECT_POSTGRES] =
                   LIST("CREATE TABLE {table} (version text NOT NULL PRIMARY KEY, name text"
                        " NOT NULL, applied_at timestamptz NOT NULL)")},
    .read = LEDGER_ROW("version", "'t'", "NULL", "'f'") "FROM {table} ORDER BY version",
    .up = LIST("INSERT INTO {table} (version, name, applied_at) VALUES ({version}, {title}, {now})"),
    .down = LIST("DELETE FROM {table} WHERE version = {version}"),
};
