/* Flyway: "V1_2__title.sql", undone by "U1_2__title.sql"; "R__title.sql", "B1_2__title.sql". */
#include "draft.h"
#include "flyway_placeholders.h"
#include "format.h"
#include "pattern.h"

#include <mighar/error.h>

#include <string.h>

/* ResourceNameParser.java: a prefix, a version, two underscores, a description; the ending has no case.
 * MigrationVersion.java: numbers with dots or underscores between them. */
#define NAME       "^(?<kind>[VUB])(?<version>[0-9]+(?:[._][0-9]+)*)(?:__(?<title>.*))?(?i:\\.sql)$"
#define REPEATABLE "^(?<kind>R)__(?<title>.*)(?i:\\.sql)$"

/* PostgreSQLParser.java and SQLiteParser.java, detectCanExecuteInTransaction; ALTER TYPE ... ADD VALUE is no
 * matter since PostgreSQL 12. */
#define LONE_POSTGRES                                                                                        \
  "^((CREATE|DROP) (DATABASE|TABLESPACE|SUBSCRIPTION)|ALTER SYSTEM|(CREATE|DROP)( UNIQUE)? INDEX "           \
  "CONCURRENTLY|REINDEX( VERBOSE)? (SCHEMA|DATABASE|SYSTEM)|VACUUM|DISCARD ALL)( |$)"
#define LONE_SQLITE "^PRAGMA FOREIGN_KEYS( |$)"

/* Words of a statement that can tell that. */
#define WORDS 4

static const char *const lone[] = {
    [MIGHAR_DIALECT_SQLITE] = LONE_SQLITE,
    [MIGHAR_DIALECT_POSTGRES] = LONE_POSTGRES,
};

/* What "<file>.conf" says: SqlScriptMetadata.java. */
typedef struct {
  gboolean is_told; /* whether there is a transaction */
  gboolean transaction;
  gboolean keeps_placeholders;
  char *condition; /* shouldExecute; or NULL */
} Settings;

static void settings_clear(Settings *settings)
{
  g_free(settings->condition);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Settings, settings_clear)

static gboolean match_name(const char *pattern, const char *name, GMatchInfo **match)
{
  return g_regex_match(mighar_pattern(pattern, G_REGEX_DOTALL), name, 0, match);
}

static gboolean is_of_kind(const char *name, char kind)
{
  return *name == kind;
}

/* A repeatable migration has its name for a version. */
static gboolean parse_repeatable(const char *name, MigharName *parsed)
{
  g_autoptr(GMatchInfo) match = NULL;
  if (!match_name(REPEATABLE, name, &match))
    return FALSE;
  *parsed = (MigharName){.version = g_strndup(name, strlen(name) - strlen(".sql")), .title = g_strdup("")};
  return TRUE;
}

static gboolean parse_name(const char *name, const MigharEngine *const *known, MigharName *parsed)
{
  (void)known;
  g_autoptr(GMatchInfo) match = NULL;
  if (strchr(name, '/') != NULL || !match_name(NAME, name, &match))
    return parse_repeatable(name, parsed);
  char *title = g_match_info_fetch_named(match, "title");
  *parsed = (MigharName){.version = g_strdelimit(g_match_info_fetch_named(match, "version"), "_", '.'),
                         .title = title != NULL ? title : g_strdup(""),
                         .direction = is_of_kind(name, 'U') ? MIGHAR_DOWN : MIGHAR_UP};
  return TRUE;
}

static gboolean is_companion(const char *name)
{
  g_autofree char *file =
      g_str_has_suffix(name, ".conf") ? g_strndup(name, strlen(name) - strlen(".conf")) : NULL;
  g_auto(MigharName) parsed = {0};
  return file != NULL && parse_name(file, NULL, &parsed);
}

/* The tool has no marker of its own in its files. */
static MigharClaim claim(const MigharName *name, const MigharSource *source)
{
  (void)name;
  (void)source;
  return MIGHAR_CLAIM_USUAL;
}

static MigharEntry *find_companion(const MigharLoading *loading, const MigharEntry *entry)
{
  g_autofree char *name = g_strconcat(entry->name, ".conf", NULL);
  for (guint i = 0; i < loading->listing->entries->len; i++) {
    MigharEntry *other = g_ptr_array_index(loading->listing->entries, i);
    if (g_str_equal(other->name, name))
      return other;
  }
  return NULL;
}

static void read_setting(MigharLoading *loading, const char *file, const MigharLine *line, Settings *settings)
{
  g_autofree char *text = g_strndup(line->start, line->length);
  char *equals = strchr(text, '=');
  if (equals == NULL)
    return;
  *equals = '\0';
  const char *key = g_strstrip(text), *value = g_strstrip(equals + 1);
  if (g_str_equal(key, "executeInTransaction")) {
    settings->is_told = TRUE;
    settings->transaction = g_ascii_strcasecmp(value, "true") == 0;
  } else if (g_str_equal(key, "placeholderReplacement")) {
    settings->keeps_placeholders = g_ascii_strcasecmp(value, "true") != 0;
  } else if (g_str_equal(key, "shouldExecute")) {
    g_free(settings->condition);
    settings->condition = g_strdup(value);
  } else if (!g_str_equal(key, "encoding")) {
    mighar_loading_warn(loading, file, line->number,
                        "flyway knows executeInTransaction, placeholderReplacement, shouldExecute, encoding",
                        "flyway refuses the setting '%s'", key);
  }
}

static gboolean read_settings(MigharLoading *loading, const MigharEntry *entry, Settings *settings,
                              GError **error)
{
  *settings = (Settings){.transaction = TRUE};
  MigharEntry *companion = find_companion(loading, entry);
  const MigharSource *source = companion != NULL ? mighar_loading_read(loading, companion, error) : NULL;
  MigharLine line = {0};
  while (source != NULL && mighar_source_next_line(source, &line))
    if (line.length > 0 && *line.start != '#')
      read_setting(loading, source->file, &line, settings);
  return companion == NULL || source != NULL;
}

/* Parser.java, simplifiedStatement: the first words in capitals. */
static gboolean is_lone(const MigharScript *script, const MigharStatement *statement, MigharDialect dialect)
{
  MigharScanner scanner;
  MigharToken token;
  g_autoptr(GString) words = g_string_new(NULL);
  mighar_scanner_init(&scanner, dialect, script->text + statement->start, statement->length);
  for (guint n = 0;
       n < WORDS && mighar_scanner_next_solid(&scanner, &token) && token.kind == MIGHAR_TOKEN_WORD; n++)
    g_string_append_printf(words, "%s%.*s", n > 0 ? " " : "", (int)token.length, token.start);
  return g_regex_match(mighar_pattern(lone[dialect], G_REGEX_CASELESS), words->str, 0, NULL);
}

/* ParserSqlScript.java: one statement that cannot run in a transaction does away with it. Beside others
 * flyway wants "mixed", which is set where mighar does not see it. */
static gboolean has_transaction(MigharLoading *loading, const MigharScript *script, const Settings *settings)
{
  const MigharStatement *first = NULL;
  guint n_lone = 0;
  for (guint i = 0; i < script->statements->len; i++) {
    const MigharStatement *statement = &g_array_index(script->statements, MigharStatement, i);
    if (!is_lone(script, statement, loading->chain->engine->dialect))
      continue;
    first = first != NULL ? first : statement;
    n_lone++;
  }
  if (settings->is_told)
    return settings->transaction;
  if (n_lone > 0 && n_lone < script->statements->len)
    mighar_loading_warn(
        loading, script->file, first->line,
        "give it a file of its own, or write 'executeInTransaction=false' into the file's .conf",
        "flyway runs this statement without a transaction, and refuses it beside others "
        "unless 'mixed' is set");
  return n_lone == 0;
}

/* shouldExecute is an expression over placeholders. */
static void judge_condition(MigharMigration *migration, const Settings *settings)
{
  if (settings->condition != NULL && g_ascii_strcasecmp(settings->condition, "true") != 0 &&
      migration->cannot_run == NULL)
    migration->cannot_run = g_strdup_printf(
        "runs only if '%s' (shouldExecute), which mighar does not find out", settings->condition);
}

static char *expand(MigharLoading *loading, MigharMigration *migration, const MigharSource *source,
                    const Settings *settings, GError **error)
{
  g_autoptr(GError) problem = NULL;
  g_autofree char *unknown = NULL;
  if (settings->keeps_placeholders)
    return g_strdup(source->text);
  char *text =
      mighar_flyway_expand(source, loading->chain->engine, loading->options->environment, &unknown, &problem);
  if (text != NULL || unknown == NULL) {
    if (problem != NULL)
      g_propagate_error(error, g_steal_pointer(&problem));
    return text;
  }
  if (migration->cannot_run == NULL)
    migration->cannot_run =
        g_strdup_printf("uses '${%s}', which a scratch database has no value for", unknown);
  return g_strdup("");
}

/* DefaultSqlScriptExecutor.java: a statement a message. */
static MigharScript *read_script(MigharLoading *loading, MigharMigration *migration, MigharEntry *entry,
                                 GError **error)
{
  MigharDialect dialect = loading->chain->engine->dialect;
  gboolean no_transaction;
  g_auto(Settings) settings = {0};
  const MigharSource *source = mighar_loading_read(loading, entry, error);
  if (source == NULL || !mighar_loading_directives(loading, source, migration, &no_transaction, error) ||
      !read_settings(loading, entry, &settings, error))
    return NULL;
  judge_condition(migration, &settings);
  g_autofree char *text = expand(loading, migration, source, &settings, error);
  if (text == NULL)
    return NULL;
  g_auto(MigharDraft) draft;
  mighar_draft_init(&draft, dialect);
  mighar_draft_add(&draft, text, strlen(text), 1, MIGHAR_SEND_EACH);
  MigharScript *script = mighar_draft_finish(&draft, source->file, 1, !no_transaction);
  script->transaction = script->transaction && has_transaction(loading, script, &settings);
  return script;
}

/* Flyway undoes neither kind: a repeatable migration is run anew when its file has changed, a baseline stands
 * for all versions up to its own. */
static void declare_irreversible(MigharMigration *migration, const char *name)
{
  static const struct {
    char kind;
    const char *reason;
  } kinds[] = {
      {'R', "a repeatable migration, which flyway runs anew and never undoes"},
      {'B', "a baseline, which flyway never undoes"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (is_of_kind(name, kinds[i].kind) &&
        mighar_migration_directive(migration, MIGHAR_DIRECTIVE_IRREVERSIBLE, NULL) == NULL)
      g_ptr_array_add(migration->directives, mighar_directive_new(MIGHAR_DIRECTIVE_IRREVERSIBLE, NULL,
                                                                  kinds[i].reason, migration->file, 1));
}

static gboolean read_migration(MigharLoading *loading, MigharMigration *migration, MigharEntry *up,
                               MigharEntry *down, GError **error)
{
  migration->up = read_script(loading, migration, up, error);
  if (migration->up == NULL)
    return FALSE;
  if (down != NULL && (migration->down = read_script(loading, migration, down, error)) == NULL)
    return FALSE;
  declare_irreversible(migration, up->name);
  return TRUE;
}

/* The highest baseline, or NULL. */
static const MigharEntry *find_baseline(const MigharListing *listing)
{
  const MigharEntry *highest = NULL;
  g_auto(MigharName) best = {0};
  for (guint i = 0; i < listing->entries->len; i++) {
    const MigharEntry *entry = g_ptr_array_index(listing->entries, i);
    g_auto(MigharName) name = {0};
    if (!is_of_kind(entry->name, 'B') || !parse_name(entry->name, NULL, &name) ||
        (highest != NULL && mighar_version_compare(name.version, best.version) <= 0))
      continue;
    highest = entry;
    mighar_name_clear(&best);
    best = name;
    name = (MigharName){0};
  }
  return highest;
}

static gboolean is_superseded(const MigharEntry *entry, const MigharEntry *baseline)
{
  g_auto(MigharName) name = {0}, base = {0};
  return entry != baseline && parse_name(entry->name, NULL, &name) && !is_of_kind(entry->name, 'R') &&
         parse_name(baseline->name, NULL, &base) && mighar_version_compare(name.version, base.version) <= 0;
}

/* The listing without what a new database never sees: flyway starts it with the highest baseline and goes on
 * from there. */
static void drop_superseded(MigharLoading *loading, const MigharEntry *baseline, MigharListing *rest)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < loading->listing->entries->len; i++) {
    MigharEntry *entry = g_ptr_array_index(loading->listing->entries, i);
    if (is_superseded(entry, baseline))
      g_ptr_array_add(names, (gpointer)entry->name);
    else
      g_ptr_array_add(rest->entries, entry);
  }
  if (names->len == 0)
    return;
  g_autofree char *list = mighar_name_list(names);
  mighar_loading_warn(loading, baseline->file, 0, "to verify them, leave the baseline out of the directory",
                      "is what flyway starts a new database with; not read, because it stands for them: %s",
                      list);
}

static gboolean load_from_baseline(MigharLoading *loading, const MigharEntry *baseline, GError **error)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new();
  MigharListing rest = *loading->listing;
  const MigharListing *whole = loading->listing;
  rest.entries = entries;
  drop_superseded(loading, baseline, &rest);
  loading->listing = &rest;
  gboolean is_loaded = mighar_load_versions(loading, read_migration, error);
  loading->listing = whole;
  return is_loaded;
}

/* DbMigrate.java: repeatable migrations run last, in the order of their descriptions, whose underscores are
 * spaces. */
static int compare_migrations(gconstpointer a, gconstpointer b)
{
  const MigharMigration *left = *(MigharMigration *const *)a, *right = *(MigharMigration *const *)b;
  g_autofree char *left_version = g_strdelimit(g_strdup(left->version), "_", ' ');
  g_autofree char *right_version = g_strdelimit(g_strdup(right->version), "_", ' ');
  return mighar_version_compare(left_version, right_version);
}

static gboolean load(MigharLoading *loading, GError **error)
{
  const MigharEntry *baseline = find_baseline(loading->listing);
  gboolean is_loaded = baseline != NULL ? load_from_baseline(loading, baseline, error)
                                        : mighar_load_versions(loading, read_migration, error);
  g_ptr_array_sort(loading->chain->migrations, compare_migrations);
  return is_loaded;
}

const MigharFormat mighar_flyway_format = {
    .facts = {.name = "flyway",
              .no_transaction_hint =
                  "write 'executeInTransaction=false' into a file beside it, whose name is the "
                  "same with '.conf' behind it"},
    .example = "V1_2__users.sql",
    .parse_name = parse_name,
    .is_companion = is_companion,
    .claim = claim,
    .load = load,
};
