#include "liquibase_file.h"
#include "pattern.h"

#include <mighar/error.h>
#include <mighar/sql.h>

#include <string.h>

typedef enum {
  LINE_SQL,
  LINE_HEADER,
  LINE_CHANGESET,
  LINE_PROPERTY,
  LINE_IGNORE,
  LINE_ROLLBACK,
  LINE_ROLLBACK_BLOCK,
  LINE_PRECONDITION,
  LINE_NOTE,  /* comments and check sums */
  LINE_WRONG, /* nearly one of these: Liquibase refuses it */
} LineKind;

/* In the order that they are tried in; all are of whole lines, without regard to case. */
static const struct {
  LineKind kind;
  const char *pattern;
} rules[] = {
    {LINE_PROPERTY, "\\s*--\\s*property\\s+(.*:.*\\s+.*:.*)"},
    {LINE_WRONG, "\\s*-+\\s*property\\s.*"},
    {LINE_IGNORE, "--\\s*ignoreLines:(\\w+)"},
    {LINE_WRONG, "-\\s*?ignoreLines:(\\w+).*|--\\s*ignore:(\\w+)"},
    {LINE_CHANGESET, "\\s*--\\s*changeset\\s+(\"[^\"]+\"|[^:]+):(\"[^\"]+\"|\\S+)(.*)"},
    {LINE_WRONG, "-\\s*changeset\\s.*|\\s*--\\s*changeset\\s*.*"},
    {LINE_NOTE, "--\\s*comment:? (.*)"},
    {LINE_WRONG, "-\\s*comment:? (.*)|--\\s*comments:? (.*)"},
    {LINE_NOTE, "--\\s*validCheckSum:? (.*)"},
    {LINE_WRONG, "-\\s*validCheckSum(.*)"},
    {LINE_ROLLBACK, "\\s*--\\s*rollback (.*)"},
    {LINE_WRONG, "\\s*-\\s*rollback\\s.*"},
    {LINE_ROLLBACK_BLOCK, "\\s*/\\*\\s*liquibase\\s*rollback\\s*"},
    {LINE_PRECONDITION, "\\s*--\\s*precondition(s|-[a-z0-9-]+)(.*)"},
    {LINE_WRONG, "\\s*-\\s*precondition(.*)"},
    {LINE_HEADER, "\\s*--\\s*liquibase\\s*formatted.*"},
};

typedef struct {
  const MigharSource *source;
  MigharLiquibaseFile *file;
  MigharLine line;
  MigharChangeset *changeset; /* NULL before the first one */
} Reader;

static MigharLines begin_lines(void)
{
  return (MigharLines){g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(MigharLinePlace))};
}

static void clear_lines(MigharLines *lines)
{
  g_string_free(lines->text, TRUE);
  g_array_unref(lines->places);
}

static void add_line(MigharLines *lines, const char *text, guint line, guint indent)
{
  MigharLinePlace place = {line, indent};
  g_array_append_val(lines->places, place);
  g_string_append_printf(lines->text, "%s\n", text);
}

static void free_changeset(MigharChangeset *changeset)
{
  g_free(changeset->author);
  g_free(changeset->id);
  g_free(changeset->attributes);
  clear_lines(&changeset->sql);
  clear_lines(&changeset->rollback);
  g_free(changeset);
}

void mighar_liquibase_file_clear(MigharLiquibaseFile *file)
{
  g_clear_pointer(&file->changesets, g_ptr_array_unref);
  g_clear_pointer(&file->properties, g_ptr_array_unref);
}

/* The parts of the line go to *parts: NULL ends. */
static LineKind classify(const char *line, char ***parts)
{
  for (guint i = 0; i < G_N_ELEMENTS(rules); i++) {
    g_autofree char *whole = g_strdup_printf("^(?:%s)$", rules[i].pattern);
    GRegex *regex = mighar_pattern(whole, G_REGEX_CASELESS | G_REGEX_DOLLAR_ENDONLY);
    g_autoptr(GMatchInfo) match = NULL;
    if (g_regex_match(regex, line, 0, &match)) {
      *parts = g_match_info_fetch_all(match);
      return rules[i].kind;
    }
  }
  *parts = NULL;
  return LINE_SQL;
}

/* supports(): lines without text in front do not count. */
gboolean mighar_liquibase_is_formatted(const MigharSource *source)
{
  MigharLine line = {0};
  while (mighar_source_next_line(source, &line)) {
    g_autofree char *text = g_strndup(line.start, line.length);
    if (*g_strchug(text) != '\0')
      return g_regex_match(mighar_pattern("^--\\s*liquibase\\s*formatted", G_REGEX_CASELESS), text, 0, NULL);
  }
  return FALSE;
}

static gboolean refuse(const Reader *reader, guint line, const char *hint, const char *what, GError **error)
{
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, reader->source->file, line, hint, "%s", what);
  return FALSE;
}

static gboolean is_blank(const char *text)
{
  return text[strspn(text, " \t\r\n\f\v")] == '\0';
}

static char *strip_quotes(const char *text)
{
  gsize length = strlen(text);
  return length >= 2 && *text == '"' && text[length - 1] == '"' ? g_strndup(text + 1, length - 2)
                                                                : g_strdup(text);
}

static gboolean check_sql(const Reader *reader, GError **error)
{
  if (reader->changeset == NULL || !is_blank(reader->changeset->sql.text->str))
    return TRUE;
  return refuse(reader, reader->changeset->line, "write what it does, or remove it",
                "liquibase refuses a changeset without SQL", error);
}

static gboolean begin_changeset(Reader *reader, char **parts, GError **error)
{
  if (!check_sql(reader, error))
    return FALSE;
  if (reader->changeset != NULL)
    reader->changeset->end = reader->line.start - reader->source->text;
  MigharChangeset *changeset = g_new0(MigharChangeset, 1);
  changeset->line = reader->line.number;
  changeset->author = strip_quotes(parts[1]);
  changeset->id = strip_quotes(parts[2]);
  changeset->attributes = g_strdup(parts[3]);
  changeset->start = reader->line.start - reader->source->text;
  changeset->end = reader->source->length;
  changeset->sql = begin_lines();
  changeset->rollback = begin_lines();
  g_ptr_array_add(reader->file->changesets, changeset);
  reader->changeset = changeset;
  return TRUE;
}

/* "start" up to "end", or so many lines. */
static gboolean skip_lines(Reader *reader, const char *what, GError **error)
{
  guint64 count;
  guint first = reader->line.number;
  gboolean to_end = g_str_equal(what, "start");
  if (!to_end && !g_ascii_string_to_unsigned(what, 10, 0, G_MAXUINT32, &count, NULL))
    return refuse(reader, first, "it takes a number of lines, or 'start' and 'end'",
                  "liquibase refuses this '--ignoreLines'", error);
  while ((to_end || count-- > 0) && mighar_source_next_line(reader->source, &reader->line)) {
    g_autofree char *text = g_strndup(reader->line.start, reader->line.length);
    g_auto(GStrv) parts = NULL;
    if (to_end && classify(text, &parts) == LINE_IGNORE && g_str_equal(parts[1], "end"))
      break;
  }
  return TRUE;
}

/* extractMultiLineRollBack(): up to the line that ends the comment. Liquibase joins these lines without
 * anything between them; they are left as lines here. */
static gboolean read_rollback_block(Reader *reader, GError **error)
{
  guint first = reader->line.number;
  while (mighar_source_next_line(reader->source, &reader->line)) {
    g_autofree char *text = g_strchomp(g_strndup(reader->line.start, reader->line.length));
    gboolean is_last = g_str_has_suffix(text, "*/");
    if (is_last)
      text[strlen(text) - strlen("*/")] = '\0';
    add_line(&reader->changeset->rollback, text, reader->line.number, 0);
    if (is_last)
      return TRUE;
  }
  return refuse(reader, first, "end it with a line '*/'", "the rollback that starts here has no end", error);
}

static void add_sql(Reader *reader, const char *text)
{
  if (reader->changeset != NULL) {
    add_line(&reader->changeset->sql, text, reader->line.number, 0);
  } else if (reader->file->stray_line == 0 && !is_blank(text) && !g_str_has_prefix(text, "--")) {
    reader->file->stray_line = reader->line.number;
  }
}

/* NAME_PATTERN and VALUE_PATTERN allow spaces behind the colon. */
static void add_property(Reader *reader, const char *text)
{
  GRegex *regex = mighar_pattern(":\\s+", 0);
  g_ptr_array_add(reader->file->properties, g_regex_replace_literal(regex, text, -1, 0, ":", 0, NULL));
}

static gboolean is_outside(const Reader *reader, LineKind kind)
{
  return reader->changeset == NULL && kind != LINE_SQL && kind != LINE_CHANGESET && kind != LINE_PROPERTY &&
         kind != LINE_IGNORE && kind != LINE_HEADER;
}

static gboolean read_line(Reader *reader, GError **error)
{
  g_autofree char *text = g_strndup(reader->line.start, reader->line.length);
  g_auto(GStrv) parts = NULL;
  LineKind kind = classify(text, &parts);
  if (kind == LINE_WRONG)
    return refuse(reader, reader->line.number, "see docs.liquibase.com/concepts/changelogs/sql-format.html",
                  "liquibase refuses this line, as it is nearly one of its own", error);
  if (is_outside(reader, kind))
    kind = LINE_SQL;
  switch (kind) {
  case LINE_CHANGESET:
    return begin_changeset(reader, parts, error);
  case LINE_PROPERTY:
    add_property(reader, parts[1]);
    return TRUE;
  case LINE_IGNORE:
    return skip_lines(reader, parts[1], error);
  case LINE_ROLLBACK:
    add_line(&reader->changeset->rollback, parts[1], reader->line.number,
             (guint)(strlen(text) - strlen(parts[1])));
    return TRUE;
  case LINE_ROLLBACK_BLOCK:
    return read_rollback_block(reader, error);
  case LINE_PRECONDITION:
    reader->changeset->has_preconditions = TRUE;
    return TRUE;
  case LINE_NOTE:
    return TRUE;
  default:
    add_sql(reader, text);
    return TRUE;
  }
}

gboolean mighar_liquibase_read(const MigharSource *source, MigharLiquibaseFile *file, GError **error)
{
  *file = (MigharLiquibaseFile){.changesets = g_ptr_array_new_with_free_func((GDestroyNotify)free_changeset),
                                .properties = g_ptr_array_new_with_free_func(g_free)};
  Reader reader = {.source = source, .file = file};
  while (mighar_source_next_line(source, &reader.line))
    if (!read_line(&reader, error))
      return FALSE;
  return check_sql(&reader, error);
}

/* handleRollbackSequence(). */
MigharRollback mighar_changeset_rollback(const MigharChangeset *changeset)
{
  g_autofree char *text = g_strstrip(g_ascii_strdown(changeset->rollback.text->str, -1));
  if (*text == '\0')
    return MIGHAR_ROLLBACK_NONE;
  if (g_str_has_prefix(text, "not required") || g_str_has_prefix(text, "empty"))
    return MIGHAR_ROLLBACK_EMPTY;
  return strstr(text, "changesetid") != NULL ? MIGHAR_ROLLBACK_CHANGESET : MIGHAR_ROLLBACK_SQL;
}

char *mighar_liquibase_attribute(const char *text, const char *name)
{
  g_autofree char *pattern = g_strdup_printf("(?<!\\w)%s:(?:\"([^\"]*)\"|(\\S+))", name);
  GRegex *regex = mighar_pattern(pattern, G_REGEX_CASELESS);
  g_autoptr(GMatchInfo) match = NULL;
  if (!g_regex_match(regex, text, 0, &match))
    return NULL;
  g_autofree char *quoted = g_match_info_fetch(match, 1);
  g_autofree char *bare = g_match_info_fetch(match, 2);
  if (bare == NULL)
    return g_steal_pointer(&quoted);
  return *bare != '\0' ? g_steal_pointer(&bare) : g_steal_pointer(&quoted);
}
