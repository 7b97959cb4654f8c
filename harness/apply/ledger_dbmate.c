/* dbmate: https://github.com/amacneil/dbmate, pkg/driver/{postgres,sqlite}. */
#include "ledger.h"

const Ledger ledger_dbmate = {
    .format = "dbmate",
    .table = "schema_migrations",
    .columns = "version",
    .create = {[MIGHAR_DIALECT_SQLITE] = LIST("CREATE TABLE {table} (version varchar(128) primary key)"),
               [MIGHAR_DIALECT_POSTGRES] = LIST("CREATE TABLE {table} (version varchar primary key)")},
    .read = LEDGER_ROW("version", "'t'", "NULL", "'f'") "FROM {table} ORDER BY version",
    .up = LIST("INSERT INTO {table} (version) VALUES ({version})"),
    .down = LIST("DELETE FROM {table} WHERE version = {version}"),
};
