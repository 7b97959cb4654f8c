/* sections: one file, in which the comment lines "-- UP" and "-- DOWN" stand in front of the two halves.
 * Several tools and many shell scripts have it, in several spellings. */
#include "draft.h"
#include "format.h"
#include "pattern.h"

#include <mighar/error.h>

#include <string.h>

/* "-- UP", "---- Down ----", "-- Up Migration", "-- @DOWN", "-- //@UNDO"; node-pg-migrate allows anything
 * behind "Migration" (src/sqlMigration.ts). */
#define MARKER                                                                                               \
  "^\\s*--[-=*#/ \\t]*@?(?:(?<up>up)|(?<down>down|undo|rollback))"                                           \
  "(?:[ \\t]+(?:script|section)|(?<tool>[ \\t]+migration\\b.*))?[-=*#:. \\t]*$"

/* Lines by which other tools know their own files. */
#define FOREIGN_MARKER "^[ \\t]*--[ \\t]*(\\+\\w|migrate:(up|down)\\b|liquibase formatted sql)"

typedef struct {
  gsize start; /* byte offsets in the file, from the marker on */
  gsize end;
  guint line;               /* of the marker; 0: there is none */
  gboolean has_transaction; /* the tool whose spelling it is has one */
} Half;

typedef struct {
  const MigharSource *source;
  Half halves[2]; /* by MigharDirection */
  Half *half;     /* NULL before the first marker */
} Reader;

static gboolean match_line(const MigharLine *line, GMatchInfo **match)
{
  GRegex *marker = mighar_pattern(MARKER, G_REGEX_CASELESS);
  return g_regex_match_full(marker, line->start, (gssize)line->length, 0, 0, match, NULL);
}

static gboolean has_group(const GMatchInfo *match, const char *name)
{
  int start;
  return g_match_info_fetch_named_pos(match, name, &start, NULL) && start >= 0;
}

/* Pairs of files have comments like that, too. */
static gboolean parse_name(const char *name, const MigharEngine *const *known, MigharName *parsed)
{
  (void)known;
  return !g_str_has_suffix(name, ".up.sql") && !g_str_has_suffix(name, ".down.sql") &&
         mighar_name_parse_digits(name, ".sql", parsed);
}

static MigharClaim claim(const MigharName *name, const MigharSource *source)
{
  (void)name;
  MigharLine line = {0};
  if (g_regex_match(mighar_pattern(FOREIGN_MARKER, G_REGEX_CASELESS | G_REGEX_MULTILINE), source->text, 0,
                    NULL))
    return MIGHAR_CLAIM_DENIED;
  while (mighar_source_next_line(source, &line)) {
    g_autoptr(GMatchInfo) match = NULL;
    if (match_line(&line, &match) && has_group(match, "down"))
      return MIGHAR_CLAIM_CERTAIN;
  }
  return MIGHAR_CLAIM_POSSIBLE;
}

static gboolean begin_half(Reader *reader, const MigharLine *line, const GMatchInfo *match, GError **error)
{
  MigharDirection direction = has_group(match, "up") ? MIGHAR_UP : MIGHAR_DOWN;
  Half *half = &reader->halves[direction];
  if (half->line > 0) {
    g_autofree char *hint = g_strdup_printf("the first one is in line %u; keep one a file", half->line);
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, reader->source->file, line->number, hint,
                        "a second line that begins the %s", mighar_direction_name(direction));
    return FALSE;
  }
  gsize start = line->start - reader->source->text;
  *half = (Half){start, reader->source->length, line->number, has_group(match, "tool")};
  if (reader->half != NULL)
    reader->half->end = start;
  reader->half = half;
  return TRUE;
}

/* What stands in front of the first marker: the up, where no marker begins one; else there may be comments.
 */
static gboolean take_preamble(Reader *reader, gsize end, MigharDialect dialect, GError **error)
{
  Half *up = &reader->halves[MIGHAR_UP];
  if (up->line == 0) {
    *up = (Half){0, end, 1, reader->halves[MIGHAR_DOWN].has_transaction};
    return TRUE;
  }
  g_autoptr(GArray) statements = mighar_sql_split(dialect, reader->source->text, end, 1);
  if (statements->len == 0)
    return TRUE;
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, reader->source->file,
                      g_array_index(statements, MigharStatement, 0).line, "move it behind that line",
                      "SQL in front of the line that begins the first half");
  return FALSE;
}

static gboolean read_halves(Reader *reader, MigharDialect dialect, GError **error)
{
  MigharLine line = {0};
  gsize first = reader->source->length;
  while (mighar_source_next_line(reader->source, &line)) {
    g_autoptr(GMatchInfo) match = NULL;
    if (!match_line(&line, &match))
      continue;
    if (reader->half == NULL)
      first = line.start - reader->source->text;
    if (!begin_half(reader, &line, match, error))
      return FALSE;
  }
  return take_preamble(reader, first, dialect, error);
}

/* As written, a statement after the other. But "-- Up Migration" is node-pg-migrate's, which sends a half in
 * one message, in a transaction. */
static MigharScript *make_script(MigharDialect dialect, const MigharSource *source, const Half *half,
                                 gboolean no_transaction)
{
  g_auto(MigharDraft) draft;
  if (half->line == 0)
    return NULL;
  gboolean transaction = half->has_transaction && !no_transaction;
  mighar_draft_init(&draft, dialect);
  mighar_draft_add(&draft, source->text + half->start, half->end - half->start, half->line,
                   transaction ? MIGHAR_SEND_TOGETHER : MIGHAR_SEND_EACH);
  return mighar_draft_finish(&draft, source->file, half->line, transaction);
}

static gboolean read_migration(MigharLoading *loading, MigharMigration *migration, MigharEntry *up,
                               MigharEntry *down, GError **error)
{
  (void)down;
  MigharDialect dialect = loading->chain->engine->dialect;
  gboolean no_transaction;
  const MigharSource *source = mighar_loading_read(loading, up, error);
  if (source == NULL || !mighar_loading_directives(loading, source, migration, &no_transaction, error))
    return FALSE;
  Reader reader = {.source = source};
  if (!read_halves(&reader, dialect, error))
    return FALSE;
  migration->up = make_script(dialect, source, &reader.halves[MIGHAR_UP], no_transaction);
  migration->down = make_script(dialect, source, &reader.halves[MIGHAR_DOWN], no_transaction);
  return TRUE;
}

static gboolean load(MigharLoading *loading, GError **error)
{
  return mighar_load_versions(loading, read_migration, error);
}

const MigharFormat mighar_sections_format = {
    .facts = {.name = "sections",
              .no_transaction_hint = "keep it out of BEGIN and COMMIT, or give it a file of its own with "
                                     "'-- mighar: no transaction'"},
    .example = "0001_users.sql",
    .parse_name = parse_name,
    .claim = claim,
    .load = load,
};
