/* sql-migrate: https://github.com/rubenv/sql-migrate, migrate.go (MigrationRecord), and gorp's types. */
#include "ledger.h"

const Ledger ledger_sql_migrate = {
    .format = "sql-migrate",
    .table = "gorp_migrations",
    .columns = "applied_at,id",
    .by_file = TRUE,
    .create =
        {
            [MIGHAR_DIALECT_SQLITE] = LIST("CREATE TABLE {table} (\"id\" varchar(255) not null primary key,"
                                           " \"applied_at\" datetime)"),
            [MIGHAR_DIALECT_POSTGRES] = LIST("CREATE TABLE {table} (\"id\" text not null primary key,"
                                             " \"applied_at\" timestamp with time zone)"),
        },
    .read = LEDGER_ROW("id", "'t'", "NULL", "'f'") "FROM {table} ORDER BY id",
    .up = LIST("INSERT INTO {table} (id, applied_at) VALUES ({file}, {utc})"),
    .down = LIST("DELETE FROM {table} WHERE id = {file}"),
};
