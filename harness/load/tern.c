/* tern: "<digits>_<title>.sql" with "---- create above / drop below ----" between the halves. */
#include "draft.h"
#include "format.h"
#include "pattern.h"

#include <mighar/error.h>

#include <string.h>

/* migrate/migrate.go, LoadMigrations and disableTxPattern. */
#define SEPARATOR "---- create above / drop below ----"
#define DISABLE   "^---- tern: disable-tx ----$"

typedef struct {
  const char *text; /* not NUL-terminated */
  gsize length;
  guint line;
} Half;

/* migrationPattern. */
static gboolean parse_name(const char *name, const MigharEngine *const *known, MigharName *parsed)
{
  (void)known;
  return strchr(name, '/') == NULL && mighar_name_parse(name, ".sql", MIGHAR_UP, parsed);
}

static gboolean is_disabled(const char *text, gsize length)
{
  GRegex *regex = mighar_pattern(DISABLE, G_REGEX_MULTILINE | G_REGEX_NEWLINE_LF);
  return g_regex_match_full(regex, text, (gssize)length, 0, 0, NULL, NULL);
}

static MigharClaim claim(const MigharName *name, const MigharSource *source)
{
  (void)name;
  gboolean has_marker = strstr(source->text, SEPARATOR) != NULL || is_disabled(source->text, source->length);
  return has_marker ? MIGHAR_CLAIM_CERTAIN : MIGHAR_CLAIM_POSSIBLE;
}

/* MigrateTo and doSQLMigration: in a transaction the half is one message; without one, a statement is. */
static MigharScript *make_script(const MigharLoading *loading, const MigharSource *source, const Half *half,
                                 gboolean no_transaction)
{
  g_auto(MigharDraft) draft;
  gboolean transaction = !no_transaction && !is_disabled(half->text, half->length);
  mighar_draft_init(&draft, loading->chain->engine->dialect);
  mighar_draft_add(&draft, half->text, half->length, half->line,
                   transaction ? MIGHAR_SEND_TOGETHER : MIGHAR_SEND_EACH);
  return mighar_draft_finish(&draft, source->file, half->line, transaction);
}

static void split(const MigharSource *source, Half *up, Half *down)
{
  const char *separator = strstr(source->text, SEPARATOR);
  *up = (Half){source->text, separator != NULL ? (gsize)(separator - source->text) : source->length, 1};
  *down = (Half){0};
  if (separator == NULL)
    return;
  guint line = 1, column = 1;
  const char *start = separator + strlen(SEPARATOR);
  mighar_sql_locate(source->text, start - source->text, &line, &column);
  *down = (Half){start, source->text + source->length - start, line};
}

/* ErrNoFwMigration: tern wants a line that is neither empty nor a comment. */
static gboolean check_up(const MigharSource *source, const Half *up, GError **error)
{
  g_autofree char *text = g_strndup(up->text, up->length);
  if (g_regex_match(mighar_pattern("^\\s*(?!--)\\S", G_REGEX_MULTILINE), text, 0, NULL))
    return TRUE;
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, source->file, 1,
                      "put the SQL of the up above '" SEPARATOR "'",
                      "tern refuses a migration without an up");
  return FALSE;
}

/* IrreversibleMigrationError: nothing but white space below the separator is no down. */
static gboolean is_empty(const Half *half)
{
  for (gsize i = 0; i < half->length; i++)
    if (!g_ascii_isspace(half->text[i]))
      return FALSE;
  return TRUE;
}

static gboolean read_migration(MigharLoading *loading, MigharMigration *migration, MigharEntry *entry,
                               MigharEntry *none, GError **error)
{
  (void)none;
  gboolean no_transaction;
  Half up, down;
  const MigharSource *source = mighar_loading_read(loading, entry, error);
  if (source == NULL || !mighar_loading_directives(loading, source, migration, &no_transaction, error))
    return FALSE;
  if (strstr(source->text, "{{") != NULL) {
    migration->cannot_run = g_strdup("a template ('{{'), which mighar does not expand");
    migration->up = mighar_script_new(source->file, 1, "", 0);
    return TRUE;
  }
  split(source, &up, &down);
  if (!check_up(source, &up, error))
    return FALSE;
  migration->up = make_script(loading, source, &up, no_transaction);
  migration->down = is_empty(&down) ? NULL : make_script(loading, source, &down, no_transaction);
  return TRUE;
}

/* FindMigrations: no gaps from 1 on. */
static gboolean check_sequence(const MigharLoading *loading, GError **error)
{
  for (guint i = 0; i < loading->chain->migrations->len; i++) {
    const MigharMigration *migration = g_ptr_array_index(loading->chain->migrations, i);
    g_autofree char *expected = g_strdup_printf("%u", i + 1);
    if (mighar_version_compare(migration->version, expected) == 0)
      continue;
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, migration->file, 0,
                        "number migrations without gaps from 1 on",
                        "tern misses migration %s in front of this one", expected);
    return FALSE;
  }
  return TRUE;
}

static gboolean load(MigharLoading *loading, GError **error)
{
  return mighar_load_versions(loading, read_migration, error) && check_sequence(loading, error);
}

const MigharFormat mighar_tern_format = {
    .facts = {.name = "tern",
              .no_transaction_hint = "add the line '---- tern: disable-tx ----' to that half"},
    .example = "001_users.sql",
    .first_version = 1,
    .last_version = G_MAXINT32, /* FindMigrations: ParseInt(..., 10, 32) */
    .parse_name = parse_name,
    .claim = claim,
    .load = load,
};
