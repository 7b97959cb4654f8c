/* diesel: https://github.com/diesel-rs/diesel, diesel/src/migration/mod.rs (CREATE_MIGRATIONS_TABLE). */
#include "ledger.h"

#define CREATE                                                                                               \
  "CREATE TABLE {table} (version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP NOT NULL DEFAULT"        \
  " CURRENT_TIMESTAMP)"

const Ledger ledger_diesel = {
    .format = "diesel",
    .table = "__diesel_schema_migrations",
    .columns = "run_on,version",
    .create = {[MIGHAR_DIALECT_SQLITE] = LIST(CREATE), [MIGHAR_DIALECT_POSTGRES] = LIST(CREATE)},
    .read = LEDGER_ROW("version", "'t'", "NULL", "'f'") "FROM {table} ORDER BY version",
    .up = LIST("INSERT INTO {table} (version) VALUES ({bare})"),
    .down = LIST("DELETE FROM {table} WHERE version = {bare}"),
};
