/* flyway: https://github.com/flyway/flyway, PostgreSQLDatabase.java and SQLiteDatabase.java
 * (getRawCreateScript); JdbcTableSchemaHistory.java and MigrationInfoServiceImpl.java
 * for what rows mean. */
#include "ledger.h"

#define INSERT                                                                                               \
  "INSERT INTO {table} (installed_rank, version, description, type, script, checksum, installed_by,"         \
  " execution_time, success) SELECT coalesce(max(installed_rank), 0) + 1, {flyway_version}, {description}, "
#define CIRCUMSTANCES ", {user}, CAST({seconds} * 1000 AS integer), TRUE FROM {table}"

/* Rows of undo migrations are those of the editions that have the command (UNDO_SQL: their documentation,
 * "Tutorial: Undo Migrations"); flyway-core itself knows no such type and stops at it
 * (refreshCache). So a down is recorded so only where the ledger has one already. Elsewhere it is what all
 * editions read: the row by which repair marks a migration as deleted, with what the migration's own has. */
#define UNDOES "EXISTS (SELECT 1 FROM {table} AS u WHERE u.type LIKE 'UNDO%')"
#define OF_LAST(column)                                                                                      \
  "(SELECT a." column " FROM {table} AS a WHERE a.version = {flyway_version} AND a.type NOT LIKE 'UNDO%'"    \
  " AND a.type <> 'DELETE' ORDER BY a.installed_rank DESC LIMIT 1)"

/* Repeatable migrations have no version there, but the name of their file. */
#define NAME(row) "coalesce(" row ".version, substr(" row ".script, 1, length(" row ".script) - 4))"

/* A baseline stands for all before it, and goes on to when it is itself undone. */
#define UNTIL "CASE WHEN type LIKE '%BASELINE' THEN 't' ELSE 'f' END"
#define DONE  "CASE WHEN type LIKE 'UNDO%' OR type = 'DELETE' THEN 'n' WHEN success THEN 't' ELSE 'f' END"

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
    .read = LEDGER_ROW(NAME("l"), DONE, "CAST(checksum AS text)",
                       UNTIL) "FROM {table} AS l WHERE type <> 'SCHEMA' AND (" UNTIL
                              " = 't' OR installed_rank = (SELECT"
                              " max(installed_rank) FROM {table} AS m WHERE " NAME("m") " = " NAME(
                                  "l") ")) ORDER BY installed_rank",
    .up = LIST(INSERT "'SQL', {file}, CAST({crc32} AS integer)" CIRCUMSTANCES),
    .down = LIST(INSERT "CASE WHEN " UNDOES " THEN 'UNDO_SQL' ELSE 'DELETE' END,"
                        " CASE WHEN " UNDOES " THEN {file} ELSE coalesce(" OF_LAST(
                            "script") ", {file}) END,"
                                      " CASE WHEN " UNDOES " THEN CAST({crc32} AS integer) ELSE " OF_LAST(
                                          "checksum") " END" CIRCUMSTANCES),
    .accept =
        LIST("UPDATE {table} SET checksum = CAST({crc32} AS integer) WHERE checksum IS NOT NULL AND type NOT"
             " LIKE 'UNDO%' AND version = {flyway_version}"),
    .baseline =
        "INSERT INTO {table} (installed_rank, version, description, type, script, checksum, installed_by,"
        " execution_time, success) VALUES (1, {flyway_version}, '<< Flyway Baseline >>', 'BASELINE', '<<"
        " Flyway Baseline >>', NULL, {user}, 0, TRUE)",
};
