/* Liquibase: files of "formatted SQL" with a migration for each "--changeset author:id". */
#include "draft.h"
#include "format.h"
#include "liquibase_file.h"
#include "pattern.h"

#include <mighar/error.h>

#include <string.h>

/* What is kept from one file to the next. */
typedef struct {
  MigharLoading *loading;
  GHashTable *parameters; /* name -> value; the first one counts */
  GHashTable *identities; /* "file::id::author" -> MigharMigration of the chain */
  GPtrArray *chosen;      /* char *: versions with contexts or labels */
  GPtrArray *others;      /* char *: versions that are for other databases */
} Changelog;

static void changelog_clear(Changelog *changelog)
{
  g_clear_pointer(&changelog->parameters, g_hash_table_unref);
  g_clear_pointer(&changelog->identities, g_hash_table_unref);
  g_clear_pointer(&changelog->chosen, g_ptr_array_unref);
  g_clear_pointer(&changelog->others, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Changelog, changelog_clear)

/* Any name will do. A version is what Liquibase calls a changeset: file::id::author. */
static gboolean parse_name(const char *name, const MigharEngine *const *known, MigharName *parsed)
{
  (void)known;
  g_autofree char *lower = g_ascii_strdown(name, -1);
  if (!g_str_has_suffix(lower, ".sql"))
    return FALSE;
  *parsed = (MigharName){.version = g_strdup(name), .title = g_strdup("")};
  return TRUE;
}

static MigharClaim claim(const MigharName *name, const MigharSource *source)
{
  (void)name;
  return mighar_liquibase_is_formatted(source) ? MIGHAR_CLAIM_CERTAIN : MIGHAR_CLAIM_POSSIBLE;
}

/* A boolean attribute of a changeset; Java's Boolean.parseBoolean(). */
static gboolean is_set(const MigharChangeset *changeset, const char *name, gboolean otherwise)
{
  g_autofree char *value = mighar_liquibase_attribute(changeset->attributes, name);
  return value != NULL ? g_ascii_strcasecmp(value, "true") == 0 : otherwise;
}

/* DatabaseList.java, definitionMatches: names with commas between them; "!" in front of what is not meant. */
static gboolean matches_database(const char *list, MigharDialect dialect)
{
  static const char *const names[] = {
      [MIGHAR_DIALECT_SQLITE] = "sqlite", [MIGHAR_DIALECT_POSTGRES] = "postgresql"};
  gboolean is_positive = FALSE;
  g_auto(GStrv) words = g_strsplit(list, ",", -1);
  for (guint i = 0; words[i] != NULL; i++) {
    const char *word = g_strstrip(words[i]);
    gboolean is_negated = *word == '!';
    gboolean is_this = g_ascii_strcasecmp(word + is_negated, names[dialect]) == 0;
    if (is_this || g_ascii_strcasecmp(word, "none") == 0)
      return is_this && !is_negated;
    is_positive |= !is_negated && g_ascii_strcasecmp(word, "all") != 0;
  }
  return !is_positive;
}

static gboolean is_for_engine(const Changelog *changelog, const char *attributes)
{
  g_autofree char *list = mighar_liquibase_attribute(attributes, "dbms");
  return list == NULL || matches_database(list, changelog->loading->chain->engine->dialect);
}

static void add_parameters(Changelog *changelog, const MigharLiquibaseFile *file)
{
  for (guint i = 0; i < file->properties->len; i++) {
    const char *text = g_ptr_array_index(file->properties, i);
    g_autofree char *name = mighar_liquibase_attribute(text, "name");
    char *value = mighar_liquibase_attribute(text, "value");
    if (name == NULL || value == NULL || g_hash_table_contains(changelog->parameters, name) ||
        !is_for_engine(changelog, text))
      g_free(value);
    else
      g_hash_table_insert(changelog->parameters, g_steal_pointer(&name), value);
  }
}

static gboolean replace_parameter(const GMatchInfo *match, GString *result, gpointer parameters)
{
  g_autofree char *whole = g_match_info_fetch(match, 0), *name = g_match_info_fetch(match, 1);
  const char *value = g_hash_table_lookup(parameters, name);
  g_string_append(result, value != NULL ? value : whole);
  return FALSE;
}

/* ExpressionExpander.java: a parameter that is not there stays as it is. */
static char *expand(const Changelog *changelog, const char *text)
{
  GRegex *regex = mighar_pattern("\\$\\{\\s*([^}:]+?)\\s*\\}", 0);
  return g_regex_replace_eval(regex, text, -1, 0, 0, replace_parameter, changelog->parameters, NULL);
}

/* Whether the byte is in a string, a quoted name or a comment. */
static gboolean is_quoted(const char *text, gsize offset, MigharDialect dialect)
{
  MigharScanner scanner;
  MigharToken token;
  mighar_scanner_init(&scanner, dialect, text, strlen(text));
  while (mighar_scanner_next(&scanner, &token) && (gsize)(token.start - text) <= offset)
    if ((gsize)(token.start - text) + token.length > offset)
      return token.kind == MIGHAR_TOKEN_STRING || token.kind == MIGHAR_TOKEN_QUOTED_NAME ||
             token.kind == MIGHAR_TOKEN_COMMENT;
  return FALSE;
}

static void add_message(MigharDraft *draft, const char *text, gsize start, gsize end, guint first_line)
{
  guint line = first_line, column = 1;
  mighar_sql_locate(text, start, &line, &column);
  mighar_draft_add(draft, text + start, end - start, line, MIGHAR_SEND_TOGETHER);
}

/* StringUtil.java, processMultiLineSQL and isDelimiter, for delimiters other than the semicolon: "//", "@@",
 * "\n/". They are no SQL, and not sent. */
static void add_delimited(MigharDraft *draft, const char *text, guint line, const char *delimiter)
{
  gsize start = 0, length = strlen(delimiter);
  for (const char *place = strstr(text, delimiter); place != NULL;) {
    gsize offset = place - text;
    if (is_quoted(text, offset, draft->dialect)) {
      place = strstr(place + 1, delimiter);
      continue;
    }
    add_message(draft, text, start, offset, line);
    start = offset + length;
    place = strstr(text + start, delimiter);
  }
  add_message(draft, text, start, strlen(text), line);
}

/* handleEndDelimiter: "\n" stands for a line end, "$" at the end for nothing. */
static char *read_delimiter(const MigharChangeset *changeset, const char *attribute)
{
  g_autofree char *text = mighar_liquibase_attribute(changeset->attributes, attribute);
  if (text == NULL)
    return NULL;
  if (g_str_has_suffix(text, "$"))
    text[strlen(text) - 1] = '\0';
  g_autoptr(GString) delimiter = g_string_new(text);
  g_string_replace(delimiter, "\\n", "\n", 0);
  g_string_replace(delimiter, "\\r", "", 0);
  gboolean is_usual = delimiter->len == 0 || g_str_equal(delimiter->str, ";");
  return is_usual ? NULL : g_string_free(g_steal_pointer(&delimiter), FALSE);
}

/* How the attributes of a direction are called. */
static const struct {
  const char *split, *delimiter;
} attributes[] = {
    [MIGHAR_UP] = {"splitStatements", "endDelimiter"},
    [MIGHAR_DOWN] = {"rollbackSplitStatements", "rollbackEndDelimiter"},
};

static guint rollback_line(const MigharChangeset *changeset)
{
  return g_array_index(changeset->rollback.places, MigharLinePlace, 0).line;
}

/* From lines of the text to those of the file. */
static void place_statements(MigharDraft *draft, const GArray *places)
{
  for (guint i = 0; i < draft->statements->len; i++) {
    MigharStatement *statement = &g_array_index(draft->statements, MigharStatement, i);
    const MigharLinePlace *place =
        &g_array_index(places, MigharLinePlace, MIN(statement->line, places->len) - 1);
    statement->line = place->line;
    statement->column += place->indent;
  }
}

/* AbstractSQLChange.java: a statement a message, in one transaction for the changeset. */
static MigharScript *make_script(const Changelog *changelog, const char *file,
                                 const MigharChangeset *changeset, MigharDirection direction,
                                 gboolean no_transaction)
{
  g_auto(MigharDraft) draft;
  const MigharLines *lines = direction == MIGHAR_UP ? &changeset->sql : &changeset->rollback;
  guint line = direction == MIGHAR_UP ? changeset->line : rollback_line(changeset);
  g_autofree char *text = expand(changelog, lines->text->str);
  g_autofree char *delimiter = read_delimiter(changeset, attributes[direction].delimiter);
  mighar_draft_init(&draft, changelog->loading->chain->engine->dialect);
  if (!is_set(changeset, attributes[direction].split, TRUE))
    mighar_draft_add(&draft, text, strlen(text), 1, MIGHAR_SEND_TOGETHER);
  else if (delimiter != NULL)
    add_delimited(&draft, text, 1, delimiter);
  else
    mighar_draft_add(&draft, text, strlen(text), 1, MIGHAR_SEND_EACH);
  place_statements(&draft, lines->places);
  return mighar_draft_finish(&draft, file, line,
                             !no_transaction && is_set(changeset, "runInTransaction", TRUE));
}

static char *make_version(const char *file, const char *id, const char *author)
{
  return g_strdup_printf("%s::%s::%s", file, id, author);
}

/* configureRollbackChangeSet(): the SQL of a changeset that came before. */
static MigharScript *copy_earlier(const Changelog *changelog, const MigharEntry *entry,
                                  const MigharChangeset *changeset, gboolean transaction, GError **error)
{
  g_autofree char *id = mighar_liquibase_attribute(changeset->rollback.text->str, "changeSetId");
  g_autofree char *author = mighar_liquibase_attribute(changeset->rollback.text->str, "changesetAuthor");
  g_autofree char *path = mighar_liquibase_attribute(changeset->rollback.text->str, "changesetPath");
  g_autofree char *base = path != NULL ? g_path_get_basename(path) : g_strdup(entry->name);
  g_autofree char *version = make_version(base, id != NULL ? id : "", author != NULL ? author : "");
  const MigharMigration *earlier = g_hash_table_lookup(changelog->identities, version);
  if (earlier == NULL) {
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, entry->file, rollback_line(changeset),
                        "--rollback changesetId:<id> changesetAuthor:<author> [changesetPath:<file>]",
                        "there is no changeset '%s' in front of this one to roll back with", version);
    return NULL;
  }
  const MigharScript *up = earlier->up;
  MigharScript *script = mighar_script_new(up->file, up->line, up->text, strlen(up->text));
  g_array_append_vals(script->statements, up->statements->data, up->statements->len);
  script->transaction = transaction;
  return script;
}

static gboolean read_rollback(const Changelog *changelog, const MigharEntry *entry,
                              const MigharChangeset *changeset, gboolean no_transaction,
                              MigharMigration *migration, GError **error)
{
  switch (mighar_changeset_rollback(changeset)) {
  case MIGHAR_ROLLBACK_EMPTY:
    if (mighar_migration_directive(migration, MIGHAR_DIRECTIVE_IRREVERSIBLE, NULL) == NULL)
      g_ptr_array_add(migration->directives,
                      mighar_directive_new(MIGHAR_DIRECTIVE_IRREVERSIBLE, NULL,
                                           "the changeset says that its rollback is empty, or not required",
                                           entry->file, rollback_line(changeset)));
    return TRUE;
  case MIGHAR_ROLLBACK_CHANGESET:
    migration->down = copy_earlier(changelog, entry, changeset, migration->up->transaction, error);
    return migration->down != NULL;
  case MIGHAR_ROLLBACK_SQL:
    migration->down = make_script(changelog, entry->file, changeset, MIGHAR_DOWN, no_transaction);
    return TRUE;
  default:
    return TRUE;
  }
}

/* What mighar cannot know of a changeset. */
static void judge(Changelog *changelog, const MigharEntry *entry, const MigharChangeset *changeset,
                  MigharMigration *migration)
{
  g_autofree char *program = mighar_liquibase_attribute(changeset->attributes, "runWith");
  if (program != NULL && g_ascii_strcasecmp(program, "jdbc") != 0)
    migration->cannot_run = g_strdup_printf("runs with the program '%s'", program);
  if (changeset->has_preconditions)
    mighar_loading_warn(changelog->loading, entry->file, changeset->line, NULL,
                        "the preconditions of this changeset are not looked at: it runs in any case");
  static const char *const choices[] = {"context", "contextFilter", "labels"};
  for (guint i = 0; i < G_N_ELEMENTS(choices); i++) {
    g_autofree char *choice = mighar_liquibase_attribute(changeset->attributes, choices[i]);
    if (choice != NULL) {
      g_ptr_array_add(changelog->chosen, g_strdup(migration->version));
      return;
    }
  }
}

/* The directives of a changeset are those in its own lines. */
static gboolean read_directives(Changelog *changelog, const MigharSource *source,
                                const MigharChangeset *changeset, MigharMigration *migration,
                                gboolean *no_transaction, GError **error)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 1; i < changeset->line; i++)
    g_string_append_c(text, '\n');
  g_string_append_len(text, source->text + changeset->start, (gssize)(changeset->end - changeset->start));
  MigharSource part = {.file = source->file, .text = text->str, .length = text->len};
  return mighar_loading_directives(changelog->loading, &part, migration, no_transaction, error);
}

static gboolean add_migration(Changelog *changelog, const MigharEntry *entry, const MigharSource *source,
                              const MigharChangeset *changeset, GError **error)
{
  g_autofree char *version = make_version(entry->name, changeset->id, changeset->author);
  gboolean no_transaction;
  if (!is_for_engine(changelog, changeset->attributes) || is_set(changeset, "ignore", FALSE)) {
    g_ptr_array_add(changelog->others, g_steal_pointer(&version));
    return TRUE;
  }
  if (g_hash_table_contains(changelog->identities, version)) {
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, entry->file, changeset->line, "give it another id",
                        "a second changeset '%s'", version);
    return FALSE;
  }
  g_autoptr(MigharMigration) migration = mighar_migration_new(version, "", entry->file);
  if (!read_directives(changelog, source, changeset, migration, &no_transaction, error))
    return FALSE;
  migration->up = make_script(changelog, entry->file, changeset, MIGHAR_UP, no_transaction);
  if (!read_rollback(changelog, entry, changeset, no_transaction, migration, error))
    return FALSE;
  judge(changelog, entry, changeset, migration);
  g_hash_table_insert(changelog->identities, g_steal_pointer(&version), migration);
  g_ptr_array_add(changelog->loading->chain->migrations, g_steal_pointer(&migration));
  return TRUE;
}

static gboolean read_file(Changelog *changelog, MigharEntry *entry, GError **error)
{
  g_auto(MigharLiquibaseFile) file = {0};
  const MigharSource *source = mighar_loading_read(changelog->loading, entry, error);
  if (source == NULL || !mighar_liquibase_read(source, &file, error))
    return FALSE;
  if (file.stray_line > 0)
    mighar_loading_warn(changelog->loading, entry->file, file.stray_line,
                        "put '--changeset author:id' in front of it",
                        "liquibase reads over SQL in front of the first changeset");
  add_parameters(changelog, &file);
  for (guint i = 0; i < file.changesets->len; i++)
    if (!add_migration(changelog, entry, source, g_ptr_array_index(file.changesets, i), error))
      return FALSE;
  return TRUE;
}

/* The order of a master changelog is not known; that of includeAll is the order of names. */
static gboolean read_files(Changelog *changelog, GPtrArray *strays, GError **error)
{
  const GPtrArray *entries = changelog->loading->listing->entries;
  for (guint i = 0; i < entries->len; i++) {
    MigharEntry *entry = g_ptr_array_index(entries, i);
    const MigharSource *source = mighar_entry_read(entry, error);
    if (source == NULL)
      return FALSE;
    if (!mighar_liquibase_is_formatted(source))
      g_ptr_array_add(strays, (gpointer)entry->name);
    else if (!read_file(changelog, entry, error))
      return FALSE;
  }
  return TRUE;
}

static void warn_about_names(const Changelog *changelog, const GPtrArray *names, const char *what)
{
  if (names->len == 0)
    return;
  g_autofree char *list = mighar_name_list(names);
  mighar_loading_warn(changelog->loading, changelog->loading->listing->directory, 0, NULL, "%s: %s", what,
                      list);
}

static int compare_names(gconstpointer a, gconstpointer b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Changelogs in other languages may name another order. */
static void warn_about_masters(const Changelog *changelog)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) directory = g_dir_open(changelog->loading->listing->directory, 0, NULL);
  for (const char *name = directory != NULL ? g_dir_read_name(directory) : NULL; name != NULL;
       name = g_dir_read_name(directory))
    if (g_regex_match(mighar_pattern("\\.(xml|ya?ml|json)$", G_REGEX_CASELESS), name, 0, NULL))
      g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort(names, compare_names);
  warn_about_names(changelog, names,
                   "changelogs that are not SQL are not read, SQL files are taken in the order of "
                   "their names");
}

static gboolean load(MigharLoading *loading, GError **error)
{
  g_auto(Changelog) changelog = {
      .loading = loading,
      .parameters = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
      .identities = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
      .chosen = g_ptr_array_new_with_free_func(g_free),
      .others = g_ptr_array_new_with_free_func(g_free),
  };
  g_autoptr(GPtrArray) strays = g_ptr_array_new();
  if (!read_files(&changelog, strays, error))
    return FALSE;
  warn_about_names(&changelog, strays,
                   "not read, because they do not start with '--liquibase formatted sql'");
  warn_about_names(&changelog, changelog.others, "not read, because they are for other databases or ignored");
  warn_about_names(&changelog, changelog.chosen,
                   "run whatever their contexts and labels are, as liquibase does when "
                   "none is chosen");
  warn_about_masters(&changelog);
  return TRUE;
}

const MigharFormat mighar_liquibase_format = {
    .facts = {.name = "liquibase",
              .no_transaction_hint = "add 'runInTransaction:false' to the line '--changeset'"},
    .example = "users.sql",
    .takes_any_name = TRUE,
    .parse_name = parse_name,
    .claim = claim,
    .load = load,
};
