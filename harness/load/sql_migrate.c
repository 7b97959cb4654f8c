/* sql-migrate: "*.sql" with "-- +migrate" annotations. */
#include "format.h"
#include "goose_line.h"
#include "messages.h"

#include <mighar/error.h>

#include <string.h>

#define PREFIX "-- +migrate "

/* sqlparse/sqlparse.go, ParseMigration: a line is never longer than that. */
#define LINE_LIMIT (1024 * 1024)

typedef struct {
  guint line; /* of the annotation Up or Down that came first; 0: there is none */
  GString *text;
  GArray *messages; /* MigharMessage */
  gboolean no_transaction;
} Section;

typedef struct {
  const MigharSource *source;
  Section sections[2];   /* by MigharDirection */
  Section *section;      /* NULL before the first annotation */
  gboolean in_block;     /* between StatementBegin and StatementEnd */
  guint block_line;      /* of StatementBegin */
  gboolean has_message;  /* one was begun */
  MigharMessage message; /* that one */
} Reader;

static void reader_clear(Reader *reader)
{
  for (guint i = 0; i < G_N_ELEMENTS(reader->sections); i++) {
    if (reader->sections[i].text != NULL)
      g_string_free(reader->sections[i].text, TRUE);
    g_clear_pointer(&reader->sections[i].messages, g_array_unref);
  }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reader, reader_clear)

/* migrate.go, findMigrations and Less: every "*.sql"; those with digits in front come first, by their number,
 * then by their whole name, which is what the ledger holds. */
static gboolean parse_name(const char *name, const MigharEngine *const *known, MigharName *parsed)
{
  (void)known;
  if (strchr(name, '/') != NULL || !g_str_has_suffix(name, ".sql"))
    return FALSE;
  if (mighar_name_parse_digits(name, ".sql", parsed))
    return TRUE;
  *parsed = (MigharName){.version = g_strndup(name, strlen(name) - strlen(".sql")), .title = g_strdup("")};
  return TRUE;
}

static gboolean has_prefix(const MigharLine *line, const char *prefix)
{
  gsize length = strlen(prefix);
  return line->length >= length && memcmp(line->start, prefix, length) == 0;
}

static MigharClaim claim(const MigharName *name, const MigharSource *source)
{
  (void)name;
  MigharLine line = {0};
  while (mighar_source_next_line(source, &line))
    if (has_prefix(&line, PREFIX))
      return MIGHAR_CLAIM_CERTAIN;
  return MIGHAR_CLAIM_POSSIBLE;
}

static gboolean refuse(const Reader *reader, guint line, const char *hint, const char *what, GError **error)
{
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, reader->source->file, line, hint, "%s", what);
  return FALSE;
}

static void end_message(Reader *reader, guint last_line)
{
  reader->message.end = reader->section->text->len;
  reader->message.last_line = last_line;
  g_array_append_val(reader->section->messages, reader->message);
  reader->has_message = FALSE;
}

static gboolean is_unfinished(const Reader *reader)
{
  gsize start = reader->message.start;
  return reader->has_message &&
         !mighar_goose_is_blank(reader->section->text->str + start, reader->section->text->len - start);
}

static gboolean refuse_unfinished(const Reader *reader, GError **error)
{
  return refuse(reader, reader->message.line,
                "end its last line with ';' and nothing but a '--' comment behind it, or put "
                "'-- +migrate StatementBegin' and '-- +migrate StatementEnd' around it",
                "sql-migrate finds no end of the statement that starts here", error);
}

/* Up and Down may come several times, in any order. */
static gboolean begin_section(Reader *reader, const MigharLine *line, MigharDirection direction,
                              char **options, GError **error)
{
  if (is_unfinished(reader))
    return refuse_unfinished(reader, error);
  reader->section = &reader->sections[direction];
  reader->has_message = FALSE;
  if (reader->section->line == 0)
    reader->section->line = line->number;
  if (g_strv_contains((const char *const *)options, "notransaction"))
    reader->section->no_transaction = TRUE;
  return TRUE;
}

static gboolean read_up(Reader *reader, const MigharLine *line, char **options, GError **error)
{
  return begin_section(reader, line, MIGHAR_UP, options, error);
}

static gboolean read_down(Reader *reader, const MigharLine *line, char **options, GError **error)
{
  return begin_section(reader, line, MIGHAR_DOWN, options, error);
}

static gboolean read_begin(Reader *reader, const MigharLine *line, char **options, GError **error)
{
  (void)options;
  (void)error;
  if (reader->section != NULL && !reader->in_block) {
    reader->in_block = TRUE;
    reader->block_line = line->number;
  }
  return TRUE;
}

/* Ends a message in every case, an empty one being none. */
static gboolean read_end(Reader *reader, const MigharLine *line, char **options, GError **error)
{
  (void)options;
  (void)error;
  if (reader->in_block && reader->has_message) {
    reader->message.is_block = TRUE;
    end_message(reader, line->number);
  }
  reader->in_block = FALSE;
  return TRUE;
}

/* Other words are read over, as sql-migrate does: mighar_loading_warn() tells them. */
static const struct {
  const char *word;
  gboolean (*read)(Reader *reader, const MigharLine *line, char **options, GError **error);
} annotations[] = {
    {"Up", read_up},
    {"Down", read_down},
    {"StatementBegin", read_begin},
    {"StatementEnd", read_end},
};

static gboolean read_annotation(MigharLoading *loading, Reader *reader, const MigharLine *line,
                                GError **error)
{
  g_autofree char *text = g_strndup(line->start + strlen(PREFIX), line->length - strlen(PREFIX));
  g_auto(GStrv) words = g_strsplit_set(g_strstrip(text), " \t", -1);
  if (words[0] == NULL)
    return refuse(reader, line->number, "sql-migrate knows Up, Down, StatementBegin, StatementEnd",
                  "'-- +migrate' without a word", error);
  for (guint i = 0; i < G_N_ELEMENTS(annotations); i++)
    if (g_str_equal(words[0], annotations[i].word))
      return annotations[i].read(reader, line, words + 1, error);
  mighar_loading_warn(loading, reader->source->file, line->number,
                      "sql-migrate knows Up, Down, StatementBegin, StatementEnd, written like that",
                      "sql-migrate reads over the annotation '%s'", words[0]);
  return TRUE;
}

static void read_sql(Reader *reader, const MigharLine *line)
{
  GString *text = reader->section->text;
  gsize start = text->len;
  g_string_append_len(text, line->start, (gssize)line->length);
  const char *semicolon = reader->in_block ? NULL : mighar_goose_find_semicolon(text->str + start);
  gsize place = semicolon != NULL ? (gsize)(semicolon - text->str) : 0;
  gboolean is_blank = mighar_goose_is_blank(text->str + start, text->len - start);
  g_string_append_c(text, '\n');
  if (!reader->has_message) {
    if (is_blank)
      return;
    reader->has_message = TRUE;
    reader->message = (MigharMessage){.start = start, .line = line->number};
  }
  if (place > 0) {
    reader->message.semicolon = place;
    end_message(reader, line->number);
  }
}

/* Comments "-- x" are taken out, but not "--x" and " -- x". */
static gboolean read_line(MigharLoading *loading, Reader *reader, const MigharLine *line, GError **error)
{
  if (line->length >= LINE_LIMIT)
    return refuse(reader, line->number, "break the line", "sql-migrate refuses lines of 1 MiB and more",
                  error);
  if (has_prefix(line, PREFIX))
    return read_annotation(loading, reader, line, error);
  if (reader->section != NULL && !has_prefix(line, "-- "))
    read_sql(reader, line);
  return TRUE;
}

static gboolean read_file(MigharLoading *loading, Reader *reader, GError **error)
{
  MigharLine line = {0};
  for (guint i = 0; i < G_N_ELEMENTS(reader->sections); i++)
    reader->sections[i] =
        (Section){.text = g_string_new(NULL), .messages = g_array_new(FALSE, TRUE, sizeof(MigharMessage))};
  while (mighar_source_next_line(reader->source, &line))
    if (!read_line(loading, reader, &line, error))
      return FALSE;
  if (reader->in_block)
    return refuse(reader, reader->block_line, "add '-- +migrate StatementEnd' behind the statement",
                  "'-- +migrate StatementBegin' has no end", error);
  if (reader->section == NULL)
    return refuse(reader, 1, "put '-- +migrate Up' in front of the SQL of the up",
                  "sql-migrate finds no '-- +migrate Up' in this file", error);
  return !is_unfinished(reader) || refuse_unfinished(reader, error);
}

/* migrate.go, applyMigrations: a message a query, and all of them in one transaction unless told. A file may
 * have only a down; its up does nothing. */
static MigharScript *make_script(MigharLoading *loading, const Reader *reader, MigharDirection direction,
                                 gboolean no_transaction)
{
  const Section *section = &reader->sections[direction];
  if (section->line == 0 && direction == MIGHAR_DOWN)
    return NULL;
  return mighar_messages_script(loading, reader->source->file, MAX(section->line, 1), section->text,
                                section->messages, "+migrate", !no_transaction && !section->no_transaction);
}

static gboolean read_migration(MigharLoading *loading, MigharMigration *migration, MigharEntry *up,
                               MigharEntry *down, GError **error)
{
  (void)down;
  gboolean no_transaction;
  g_auto(Reader) reader = {.source = mighar_loading_read(loading, up, error)};
  if (reader.source == NULL ||
      !mighar_loading_directives(loading, reader.source, migration, &no_transaction, error) ||
      !read_file(loading, &reader, error))
    return FALSE;
  migration->up = make_script(loading, &reader, MIGHAR_UP, no_transaction);
  migration->down = make_script(loading, &reader, MIGHAR_DOWN, no_transaction);
  return TRUE;
}

static gboolean load(MigharLoading *loading, GError **error)
{
  return mighar_load_versions(loading, read_migration, error);
}

const MigharFormat mighar_sql_migrate_format = {
    .facts = {.name = "sql-migrate",
              .no_transaction_hint =
                  "write '-- +migrate Up notransaction', or '-- +migrate Down notransaction'"},
    .example = "20240101000000-users.sql",
    .takes_any_name = TRUE,
    .repeats_versions = TRUE,
    .parse_name = parse_name,
    .claim = claim,
    .load = load,
};
