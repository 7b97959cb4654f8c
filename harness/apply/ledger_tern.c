/* tern: https://github.com/jackc/tern, migrate/migrate.go (ensureSchemaVersionTableExists). */
#include "ledger.h"

const Ledger ledger_tern = {
    .format = "tern",
    .table = "schema_version",
    .columns = "version",
    .exact = TRUE,
    .create = {[MIGHAR_DIALECT_POSTGRES] = LIST("CREATE TABLE {table} (version int4 NOT NULL)",
                                                "INSERT INTO {table} (version) VALUES (0)")},
    .read = LEDGER_ROW("version", "'t'", "NULL", "'t'") "FROM {table} WHERE version > 0",
    .up = LIST("UPDATE {table} SET version = {number}"),
    .down = LIST("UPDATE {table} SET version = coalesce({before}, 0)"),
};
