#include "history.h"

#define COLUMNS(id, moment)                                                                                  \
  "CREATE TABLE {table} (id " id                                                                             \
  ", attempt text NOT NULL UNIQUE, version text NOT NULL, name text NOT NULL,"                               \
  " direction text NOT NULL, checksum text, applied_by text NOT NULL, host text NOT NULL, "                  \
  "started_at " moment " NOT NULL, seconds double precision, statements integer NOT NULL, statement "        \
  "integer NOT NULL, outcome text NOT"                                                                       \
  " NULL, error text, progress text)"

const Ledger history_facts = {
    .format = "mighar",
    .table = MIGHAR_HISTORY,
    .columns = "applied_by,attempt,checksum,direction,error,host,id,name,outcome,progress,seconds,started_at,"
               "statement,statements,version",
    .create = {[MIGHAR_DIALECT_SQLITE] = LIST(COLUMNS("INTEGER PRIMARY KEY AUTOINCREMENT", "text")),
               [MIGHAR_DIALECT_POSTGRES] =
                   LIST(COLUMNS("bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "timestamptz"))},
};

#define INSERT                                                                                               \
  "INSERT INTO {history} (attempt, version, name, direction, checksum, applied_by, host, started_at, "       \
  "seconds,"                                                                                                 \
  " statements, statement, outcome, error, progress) VALUES ({attempt}, {version}, {title}, {direction}, "   \
  "{checksum}, "                                                                                             \
  "{by},"                                                                                                    \
  " {host}, {started}, "

const char history_whole[] = INSERT "{seconds}, {statements}, {statement}, {outcome}, {error}, NULL)";
const char history_begin[] = INSERT "NULL, {statements}, {statement}, 'begun', NULL, {progress})";
const char history_reached[] = "UPDATE {history} SET statement = %u WHERE attempt = {attempt}";
const char history_progress[] = "UPDATE {history} SET progress = {progress} WHERE attempt = {attempt}";
const char history_end[] =
    "UPDATE {history} SET statement = statements, outcome = {outcome}, seconds = {elapsed}"
    " WHERE attempt = {attempt}";
const char history_stopped[] =
    "UPDATE {history} SET outcome = 'stopped', error = {error}, seconds = {elapsed}"
    " WHERE attempt = {attempt}";
const char history_read[] =
    "SELECT version, direction, outcome, statement, statements, started_at, applied_by, host,"
    " error, attempt, checksum, progress FROM {history} ORDER BY id";
