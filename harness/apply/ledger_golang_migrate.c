/* golang-migrate: https://github.com/golang-migrate/migrate, database/{postgres,sqlite3}. */
#include "ledger.h"

/* Of no version there is no row (SetVersion()). */
#define SET(dirty)                                                                                           \
  "INSERT INTO {table} (version, dirty) SELECT {number}, " dirty " WHERE {number} IS NOT NULL"
#define SET_BEFORE "INSERT INTO {table} (version, dirty) SELECT {before}, FALSE WHERE {before} IS NOT NULL"

const Ledger ledger_golang_migrate = {
    .format = "golang-migrate",
    .table = "schema_migrations",
    .columns = "dirty,version",
    .create =
        {
            [MIGHAR_DIALECT_SQLITE] = LIST("CREATE TABLE {table} (version uint64,dirty bool)",
                                           "CREATE UNIQUE INDEX version_unique ON {name} (version)"),
            [MIGHAR_DIALECT_POSTGRES] =
                LIST("CREATE TABLE {table} (version bigint not null primary key, dirty boolean not null)"),
        },
    .read = LEDGER_ROW("version", "CASE WHEN dirty THEN 'f' ELSE 't' END", "NULL",
                       "'t'") "FROM {table} WHERE version >= 0",
    .up = LIST("DELETE FROM {table}", SET("FALSE")),
    .down = LIST("DELETE FROM {table}", SET_BEFORE),
    .begin = LIST("DELETE FROM {table}", SET("TRUE")),
};
