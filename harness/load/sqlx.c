/* sqlx: "<digits>_<title>.sql", or ".up.sql" and ".down.sql". */
#include "format.h"
#include "pattern.h"

#include <string.h>

/* sqlx-core/src/migrate/source.rs: sql.starts_with("-- no-transaction"). */
#define NO_TRANSACTION "-- no-transaction"

/* Lines that other tools put into files of the same names. */
#define FOREIGN_MARKER                                                                                       \
  "^[ \\t]*(--[ \\t]*(\\+\\w|migrate:(up|down)\\b|liquibase formatted sql|@(up|down|undo)\\b|"               \
  "(down|down migration|rollback)[ \\t:-]*\\r?$)|---- create above / drop below ----)"

/* sqlx-core/src/migrate/migration_type.rs, from_filename: the longer endings first. */
static gboolean parse_name(const char *name, const MigharEngine *const *known, MigharName *parsed)
{
  (void)known;
  return mighar_name_parse(name, ".up.sql", MIGHAR_UP, parsed) ||
         mighar_name_parse(name, ".down.sql", MIGHAR_DOWN, parsed) ||
         mighar_name_parse(name, ".sql", MIGHAR_UP, parsed);
}

/* A pair is golang-migrate's unless something says otherwise; a plain file is sqlx's unless it bears the
 * marker of another tool. */
static MigharClaim claim(const MigharName *name, const MigharSource *source)
{
  if (g_str_has_prefix(source->text, NO_TRANSACTION))
    return MIGHAR_CLAIM_CERTAIN;
  if (name->direction == MIGHAR_DOWN || g_str_has_suffix(source->file, ".up.sql"))
    return MIGHAR_CLAIM_POSSIBLE;
  gboolean is_foreign = g_regex_match(mighar_pattern(FOREIGN_MARKER, G_REGEX_CASELESS | G_REGEX_MULTILINE),
                                      source->text, 0, NULL);
  return is_foreign ? MIGHAR_CLAIM_DENIED : MIGHAR_CLAIM_USUAL;
}

static gboolean has(const char *directory, const char *name)
{
  g_autofree char *path = g_build_filename(directory, name, NULL);
  return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* sqlx is a Rust library: the nearest directory above that is a crate or a Go module, within the repository.
 */
static gboolean is_at_home(const char *directory)
{
  g_autofree char *path = g_canonicalize_filename(directory, NULL);
  for (;;) {
    if (has(path, "Cargo.toml") || has(path, ".sqlx"))
      return TRUE;
    if (has(path, "go.mod") || has(path, ".git") || strchr(path + 1, '/') == NULL)
      return FALSE;
    char *above = g_path_get_dirname(path);
    g_free(path);
    path = above;
  }
}

/* sqlx-postgres/src/migrate.rs and sqlx-sqlite/src/migrate.rs, apply and revert: the whole file in one simple
 * query, in a transaction unless its own first line says no-transaction; a byte order mark hides that line.
 */
static gboolean wraps(const MigharEngine *engine, const MigharSource *source)
{
  (void)engine;
  return source->has_mark || !g_str_has_prefix(source->text, NO_TRANSACTION);
}

const MigharFormat mighar_sqlx_format = {
    .facts = {.name = "sqlx",
              .no_transaction_hint =
                  "make '-- no-transaction' the file's first line and the statement its only one"},
    .example = "0001_users.sql",
    .first_version = 0,
    .last_version = G_MAXINT64, /* source.rs: parse to i64 */
    .parse_name = parse_name,
    .claim = claim,
    .is_at_home = is_at_home,
    .wraps = wraps,
    .load = mighar_load_files,
};
