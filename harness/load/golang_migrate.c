/* golang-migrate: "<digits>_<title>.up.sql" and ".down.sql". */
#include "format.h"

/* source/parse.go: ^([0-9]+)_(.*)\.(down|up)\.(.*)$, of which only SQL is for these engines. */
static gboolean parse_name(const char *name, const MigharEngine *const *known, MigharName *parsed)
{
  (void)known;
  return mighar_name_parse(name, ".up.sql", MIGHAR_UP, parsed) ||
         mighar_name_parse(name, ".down.sql", MIGHAR_DOWN, parsed);
}

/* The tool has no marker of its own in its files. */
static MigharClaim claim(const MigharName *name, const MigharSource *source)
{
  (void)name;
  (void)source;
  return MIGHAR_CLAIM_USUAL;
}

/* database/postgres/postgres.go, Run and runStatement: the whole file in one simple query, which is an
 * implicit transaction of the server unless the file has its own. database/sqlite3/sqlite3.go, executeQuery:
 * the whole file inside a transaction. */
static gboolean wraps(const MigharEngine *engine, const MigharSource *source)
{
  (void)source;
  return engine->dialect == MIGHAR_DIALECT_SQLITE;
}

const MigharFormat mighar_golang_migrate_format = {
    .facts = {.name = "golang-migrate",
              .no_transaction_hint =
                  "give it a file of its own, or add '-- mighar: no transaction' to the file"},
    .example = "0001_users.up.sql",
    .first_version = 0,
    .last_version = G_MAXUINT64, /* source/parse.go: ParseUint(..., 64) */
    .parse_name = parse_name,
    .claim = claim,
    .wraps = wraps,
    .load = mighar_load_files,
};
