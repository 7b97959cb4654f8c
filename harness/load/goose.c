/* goose: "<digits>_<title>.sql" with "-- +goose" annotations. */
#include "engines.h"
#include "format.h"
#include "goose_line.h"
#include "goose_sections.h"

#include <mighar/error.h>

#include <string.h>

/* thrasher-corp/goose, migrate.go, glob: a directory a migration with a file for each engine. */
static gboolean parse_directory(const char *name, const MigharEngine *const *known, MigharName *parsed)
{
  const char *slash = strchr(name, '/');
  if (slash == NULL || !g_str_has_suffix(slash, ".sql"))
    return FALSE;
  g_autofree char *directory = g_strndup(name, slash - name);
  g_autofree char *word = g_strndup(slash + 1, strlen(slash + 1) - strlen(".sql"));
  if (mighar_engine_of_word(known, word) == NULL && !mighar_word_is_foreign_engine(word))
    return FALSE;
  if (!mighar_name_parse(directory, "", MIGHAR_UP, parsed))
    return FALSE;
  parsed->engine = g_steal_pointer(&word);
  return TRUE;
}

/* migration.go, NumericComponent, and provider_collect.go: digits, an underscore, ".sql" or ".go" but not
 * "_test.go". */
static gboolean parse_name(const char *name, const MigharEngine *const *known, MigharName *parsed)
{
  if (strchr(name, '/') != NULL)
    return parse_directory(name, known, parsed);
  return mighar_name_parse(name, ".sql", MIGHAR_UP, parsed) ||
         (!g_str_has_suffix(name, "_test.go") && mighar_name_parse(name, ".go", MIGHAR_UP, parsed));
}

static MigharClaim claim(const MigharName *name, const MigharSource *source)
{
  (void)name;
  MigharLine line = {0};
  while (mighar_source_next_line(source, &line))
    if (mighar_goose_is_annotation(&line))
      return MIGHAR_CLAIM_CERTAIN;
  return MIGHAR_CLAIM_POSSIBLE;
}

/* migration_sql.go, runSQLMigration: one transaction around all messages, or none. */
static MigharScript *make_script(MigharLoading *loading, const MigharSource *source,
                                 const MigharGooseSection *section, gboolean transaction)
{
  return section->line == 0 ? NULL
                            : mighar_messages_script(loading, source->file, section->line, section->text,
                                                     section->messages, "+goose", transaction);
}

static void warn_about_dropped(MigharLoading *loading, const MigharSource *source, const GArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    mighar_loading_warn(loading, source->file, g_array_index(lines, guint, i),
                        "remove the empty StatementBegin and StatementEnd in front of it",
                        "goose drops this line, as the block in front of it is empty");
}

static gboolean read_migration(MigharLoading *loading, MigharMigration *migration, MigharEntry *up,
                               MigharEntry *down, GError **error)
{
  (void)down;
  if (g_str_has_suffix(up->name, ".go")) {
    migration->up = mighar_script_new(up->file, 1, "", 0);
    migration->cannot_run = g_strdup("a migration in Go, which mighar cannot run");
    return TRUE;
  }
  g_auto(MigharGooseFile) file = {0};
  gboolean no_transaction;
  const MigharSource *source = mighar_loading_read(loading, up, error);
  if (source == NULL || !mighar_loading_directives(loading, source, migration, &no_transaction, error) ||
      !mighar_goose_read(source, loading->options->environment, &file, error))
    return FALSE;
  gboolean transaction = !no_transaction && !file.no_transaction;
  migration->up = make_script(loading, source, &file.sections[MIGHAR_UP], transaction);
  migration->down = make_script(loading, source, &file.sections[MIGHAR_DOWN], transaction);
  warn_about_dropped(loading, source, file.dropped);
  return TRUE;
}

static gboolean load(MigharLoading *loading, GError **error)
{
  return mighar_load_versions(loading, read_migration, error);
}

const MigharFormat mighar_goose_format = {
    .facts = {.name = "goose", .no_transaction_hint = "add '-- +goose NO TRANSACTION' to the file"},
    .example = "00001_users.sql",
    .first_version = 1, /* NumericComponent: greater than zero, ParseInt(..., 64) */
    .last_version = G_MAXINT64,
    .parse_name = parse_name,
    .claim = claim,
    .load = load,
};
