/* sqlx: https://github.com/launchbadge/sqlx, sqlx-{postgres,sqlite}/src/migrate.rs. */
#include "ledger.h"

const Ledger ledger_sqlx = {
    .format = "sqlx",
    .table = "_sqlx_migrations",
    .columns = "checksum,description,execution_time,installed_on,success,version",
    .create =
        {
            [MIGHAR_DIALECT_SQLITE] = LIST(
                "CREATE TABLE {table} (version BIGINT PRIMARY KEY, description TEXT NOT NULL, installed_on"
                " TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL, checksum BLOB NOT"
                " NULL, execution_time BIGINT NOT NULL)"),
            [MIGHAR_DIALECT_POSTGRES] = LIST(
                "CREATE TABLE {table} (version BIGINT PRIMARY KEY, description TEXT NOT NULL, installed_on"
                " TIMESTAMPTZ NOT NULL DEFAULT now(), success BOOLEAN NOT NULL, checksum BYTEA NOT NULL,"
                " execution_time BIGINT NOT NULL)"),
        },
    .read = LEDGER_ROW("version", "CASE WHEN success THEN 't' ELSE 'f' END", "{hex}",
                       "'f'") "FROM {table} ORDER BY version",
    .up =
        LIST("INSERT INTO {table} (version, description, success, checksum, execution_time) VALUES ({number},"
             " {description}, TRUE, {sha384}, CAST({seconds} * 1000000000 AS bigint))"),
    .down = LIST("DELETE FROM {table} WHERE version = {number}"),
    .accept = LIST("UPDATE {table} SET checksum = {sha384} WHERE version = {number}"),
};
