/* diesel: a directory a migration, "<digits and dashes>_<title>", with up.sql, down.sql and metadata.toml. */
#include "draft.h"
#include "format.h"
#include "pattern.h"

#include <mighar/error.h>

#include <string.h>

/* diesel_migrations/migrations_internals/src/lib.rs, version_from_string: what is in front of the first
 * underscore, without its dashes. */
static gboolean parse_directory(const char *directory, MigharDirection direction, MigharName *parsed)
{
  gsize length = strspn(directory, "0123456789-");
  if (!g_ascii_isdigit(*directory) || directory[length] != '_')
    return FALSE;
  g_autofree char *version = g_strndup(directory, length);
  g_auto(GStrv) parts = g_strsplit(version, "-", -1);
  *parsed = (MigharName){
      .version = g_strjoinv("", parts), .title = g_strdup(directory + length + 1), .direction = direction};
  return TRUE;
}

static gboolean parse_name(const char *name, const MigharEngine *const *known, MigharName *parsed)
{
  (void)known;
  const char *slash = strchr(name, '/');
  if (slash == NULL || (!g_str_equal(slash, "/up.sql") && !g_str_equal(slash, "/down.sql")))
    return FALSE;
  g_autofree char *directory = g_strndup(name, slash - name);
  return parse_directory(directory, g_str_equal(slash, "/up.sql") ? MIGHAR_UP : MIGHAR_DOWN, parsed);
}

/* Nothing else has migrations in directories of their own with files of these names. */
static MigharClaim claim(const MigharName *name, const MigharSource *source)
{
  (void)name;
  (void)source;
  return MIGHAR_CLAIM_CERTAIN;
}

static gboolean read_switch(const MigharSource *source, const MigharLine *line, const char *value,
                            gboolean *is_on, GError **error)
{
  if (!g_str_equal(value, "true") && !g_str_equal(value, "false")) {
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, source->file, line->number,
                        "write run_in_transaction = false",
                        "run_in_transaction is '%s', neither true nor false", value);
    return FALSE;
  }
  *is_on = g_str_equal(value, "true");
  return TRUE;
}

/* migrations_internals, TomlMetadata: one key that is of interest, true by default. */
static gboolean read_metadata(const char *file, gboolean *run_in_transaction, GError **error)
{
  *run_in_transaction = TRUE;
  if (!g_file_test(file, G_FILE_TEST_EXISTS))
    return TRUE;
  g_autoptr(MigharSource) source = mighar_source_read(file, error);
  if (source == NULL)
    return FALSE;
  GRegex *assignment = mighar_pattern("^\\s*\"?run_in_transaction\"?\\s*=\\s*([^#]*?)\\s*(#.*)?$", 0);
  for (MigharLine line = {0}; mighar_source_next_line(source, &line);) {
    g_autofree char *text = g_strndup(line.start, line.length);
    g_autoptr(GMatchInfo) match = NULL;
    if (!g_regex_match(assignment, text, 0, &match))
      continue;
    g_autofree char *value = g_match_info_fetch(match, 1);
    if (!read_switch(source, &line, value, run_in_transaction, error))
      return FALSE;
  }
  return TRUE;
}

/* diesel/src/migration and migrations_internals, FileBasedMigration::run: batch_execute() of the whole file,
 * in a transaction unless metadata.toml says otherwise. */
static MigharScript *read_script(MigharLoading *loading, MigharMigration *migration, MigharEntry *entry,
                                 gboolean run_in_transaction, GError **error)
{
  gboolean no_transaction;
  const MigharSource *source = mighar_loading_read(loading, entry, error);
  if (source == NULL || !mighar_loading_directives(loading, source, migration, &no_transaction, error))
    return NULL;
  g_auto(MigharDraft) draft;
  mighar_draft_init(&draft, loading->chain->engine->dialect);
  mighar_draft_add(&draft, source->text, source->length, 1,
                   no_transaction ? MIGHAR_SEND_EACH : MIGHAR_SEND_TOGETHER);
  return mighar_draft_finish(&draft, source->file, 1, run_in_transaction && !no_transaction);
}

static gboolean read_migration(MigharLoading *loading, MigharMigration *migration, MigharEntry *up,
                               MigharEntry *down, GError **error)
{
  gboolean run_in_transaction;
  g_autofree char *directory = g_path_get_dirname(up->file);
  g_autofree char *metadata = g_build_filename(directory, "metadata.toml", NULL);
  if (!read_metadata(metadata, &run_in_transaction, error))
    return FALSE;
  migration->up = read_script(loading, migration, up, run_in_transaction, error);
  if (migration->up == NULL)
    return FALSE;
  if (down != NULL)
    migration->down = read_script(loading, migration, down, run_in_transaction, error);
  return down == NULL || migration->down != NULL;
}

static gboolean load(MigharLoading *loading, GError **error)
{
  return mighar_load_versions(loading, read_migration, error);
}

const MigharFormat mighar_diesel_format = {
    .facts = {.name = "diesel",
              .no_transaction_hint = "write 'run_in_transaction = false' into the migration's metadata.toml",
              .text_order = ""}, /* diesel/src/migration/mod.rs, MigrationVersion */
    .example = "2024-01-02-030405_users/up.sql",
    .parse_name = parse_name,
    .claim = claim,
    .load = load,
};
