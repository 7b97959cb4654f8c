/* flyway: https://github.com/flyway/flyway, PostgreSQLDatabase.java and SQLiteDatabase.java
 * (getRawCreateScript); JdbcTableSchemaHistory.java for what an undo writes. */
#include "ledger.h"

#define ROW(type)                                                                                            \
  "INSERT INTO {table} (installed_rank, version, description, type, script, checksum, installed_by,"         \
  " execution_time, success) SELECT coalesce(max(installed_rank), 0) + 1, {flyway_version}, {description}, " \
  "'" type                                                                                                   \
  "', {file}, CAST({crc32} AS integer), {user}, CAST({seconds} * 1000 AS integer), TRUE FROM {table}"

const Ledger ledger_flyway = {
    .format = "flyway",
    .table = "flyway_schema_history",
    .columns =
        "checksum,description,execution_time,installed_by,installed_on,installed_rank,script,success,type,"
        "version",
    .create =
        {
            [MIGHAR_DIALECT_SQLITE] = LIST(
                "CREATE TABLE {table} (\"installed_rank\" INT NOT NULL PRIMARY KEY, \"version\" VARCHAR(50),"
                " \"description\" VARCHAR(200) NOT NULL, \"type\" VARCHAR(20) NOT NULL, \"script\""
                " VARCHAR(1000) NOT NULL, \"checksum\" INT, \"installed_by\" VARCHAR(100) NOT NULL,"
                " \"installed_on\" TEXT NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f','now')),"
                " \"execution_time\" INT NOT NULL, \"success\" BOOLEAN NOT NULL)",
                "CREATE INDEX \"flyway_schema_history_s_idx\" ON {name} (\"success\")"),
            [MIGHAR_DIALECT_POSTGRES] = LIST(
                "CREATE TABLE {table} (\"installed_rank\" INT NOT NULL, \"version\" VARCHAR(50),"
                " \"description\" VARCHAR(200) NOT NULL, \"type\" VARCHAR(20) NOT NULL, \"script\""
                " VARCHAR(1000) NOT NULL, \"checksum\" INTEGER, \"installed_by\" VARCHAR(100) NOT NULL,"
                " \"installed_on\" TIMESTAMP NOT NULL DEFAULT now(), \"execution_time\" INTEGER NOT NULL,"
                " \"success\" BOOLEAN NOT NULL)",
                "ALTER TABLE {table} ADD CONSTRAINT \"flyway_schema_history_pk\" PRIMARY KEY"
                " (\"installed_rank\")",
                "CREATE INDEX \"flyway_schema_history_s_idx\" ON {table} (\"success\")"),
        },
    .read =
        "SELECT coalesce(version, substr(script, 1, length(script) - 4)), CASE WHEN success THEN 't' ELSE 'f'"
        " END, CAST(checksum AS text) FROM {table} AS l WHERE type NOT LIKE 'UNDO%' AND type NOT IN"
        " ('SCHEMA', 'DELETE') AND installed_rank = (SELECT max(installed_rank) FROM {table} AS m WHERE"
        " coalesce(m.version, m.script) = coalesce(l.version, l.script)) ORDER BY installed_rank",
    .up = LIST(ROW("SQL")),
    .down = LIST(ROW("UNDO_SQL")),
};
