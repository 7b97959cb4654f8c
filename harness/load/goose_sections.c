#include "goose_sections.h"

#include "envsub.h"
#include "goose_line.h"

#include <mighar/error.h>

#define KNOWN "Up, Down, StatementBegin, StatementEnd, NO TRANSACTION, ENVSUB ON, ENVSUB OFF"

/* Where in a section the reader is. */
typedef enum {
  PLAIN,   /* a message ends where a line ends in a semicolon */
  BLOCK,   /* between StatementBegin and StatementEnd */
  CLOSING, /* behind the StatementEnd of an empty block, where goose drops a line */
} Mode;

typedef struct {
  const MigharSource *source;
  char **environment;
  MigharGooseFile *file;
  MigharGooseSection *section; /* NULL before Up */
  Mode mode;
  guint block_line;      /* of StatementBegin */
  gboolean has_message;  /* one was begun */
  MigharMessage message; /* that one */
  gboolean expands;      /* ENVSUB is on */
} Reader;

static gboolean refuse(const Reader *reader, guint line, const char *hint, const char *what, GError **error)
{
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, reader->source->file, line, hint, "%s", what);
  return FALSE;
}

static void append_line(Reader *reader, const MigharLine *line)
{
  if (reader->section == NULL)
    return;
  g_string_append_len(reader->section->text, line->start, (gssize)line->length);
  g_string_append_c(reader->section->text, '\n');
}

static void end_message(Reader *reader, guint last_line)
{
  reader->message.end = reader->section->text->len;
  reader->message.last_line = last_line;
  g_array_append_val(reader->section->messages, reader->message);
  reader->has_message = FALSE;
}

/* What was begun must have been ended; white space alone is nothing. */
static gboolean check_unfinished(Reader *reader, GError **error)
{
  gsize start = reader->message.start;
  if (!reader->has_message ||
      mighar_goose_is_blank(reader->section->text->str + start, reader->section->text->len - start)) {
    reader->has_message = FALSE;
    return TRUE;
  }
  return refuse(reader, reader->message.line,
                "end its last line with ';' and nothing but a '--' comment behind it, or put "
                "'-- +goose StatementBegin' and '-- +goose StatementEnd' around it",
                "goose finds no end of the statement that starts here", error);
}

static gboolean begin_section(Reader *reader, const MigharLine *line, MigharDirection direction)
{
  reader->section = &reader->file->sections[direction];
  reader->section->line = line->number;
  reader->mode = PLAIN;
  append_line(reader, line);
  return TRUE;
}

static gboolean read_up(Reader *reader, const MigharLine *line, GError **error)
{
  if (reader->section != NULL)
    return refuse(reader, line->number, "keep one '-- +goose Up' a file", "a second '-- +goose Up'", error);
  return begin_section(reader, line, MIGHAR_UP);
}

static gboolean read_down(Reader *reader, const MigharLine *line, GError **error)
{
  if (reader->section == NULL)
    return refuse(reader, line->number, "begin the file with '-- +goose Up'",
                  "'-- +goose Down' without '-- +goose Up' in front of it", error);
  if (reader->section == &reader->file->sections[MIGHAR_DOWN])
    return refuse(reader, line->number, "keep one '-- +goose Down' a file", "a second '-- +goose Down'",
                  error);
  if (reader->mode == BLOCK)
    return refuse(reader, reader->block_line, "add '-- +goose StatementEnd' before '-- +goose Down'",
                  "'-- +goose StatementBegin' has no end", error);
  return check_unfinished(reader, error) && begin_section(reader, line, MIGHAR_DOWN);
}

static gboolean read_begin(Reader *reader, const MigharLine *line, GError **error)
{
  if (reader->section == NULL)
    return refuse(reader, line->number, "put it behind '-- +goose Up' or '-- +goose Down'",
                  "'-- +goose StatementBegin' outside of a section", error);
  if (reader->mode == BLOCK) {
    g_autofree char *hint =
        g_strdup_printf("add '-- +goose StatementEnd' to the block of line %u", reader->block_line);
    return refuse(reader, line->number, hint, "'-- +goose StatementBegin' inside a block", error);
  }
  reader->mode = BLOCK;
  reader->block_line = line->number;
  if (!reader->has_message)
    append_line(reader, line);
  return TRUE;
}

/* goose leaves its state alone where the block was empty, so that the next line is dropped in place of the
 * annotation. */
static gboolean read_end(Reader *reader, const MigharLine *line, GError **error)
{
  if (reader->mode != BLOCK)
    return refuse(reader, line->number, "put '-- +goose StatementBegin' in front of the statement",
                  "'-- +goose StatementEnd' without '-- +goose StatementBegin'", error);
  reader->mode = reader->has_message ? PLAIN : CLOSING;
  reader->message.is_block = TRUE;
  if (reader->has_message)
    end_message(reader, line->number);
  append_line(reader, line);
  return TRUE;
}

/* What is a comment for the engine stays in the text, except in a message, where goose takes it out. */
static void keep_comment(Reader *reader, const MigharLine *line)
{
  if (!reader->has_message)
    append_line(reader, line);
}

static gboolean read_no_transaction(Reader *reader, const MigharLine *line, GError **error)
{
  (void)error;
  reader->file->no_transaction = TRUE;
  keep_comment(reader, line);
  return TRUE;
}

static gboolean read_envsub_on(Reader *reader, const MigharLine *line, GError **error)
{
  (void)error;
  reader->expands = TRUE;
  keep_comment(reader, line);
  return TRUE;
}

static gboolean read_envsub_off(Reader *reader, const MigharLine *line, GError **error)
{
  (void)error;
  reader->expands = FALSE;
  keep_comment(reader, line);
  return TRUE;
}

static const struct {
  const char *words;
  gboolean (*read)(Reader *reader, const MigharLine *line, GError **error);
} annotations[] = {
    {"Up", read_up},
    {"Down", read_down},
    {"StatementBegin", read_begin},
    {"StatementEnd", read_end},
    {"NO TRANSACTION", read_no_transaction},
    {"ENVSUB ON", read_envsub_on},
    {"ENVSUB OFF", read_envsub_off},
};

static gboolean read_annotation(Reader *reader, const MigharLine *line, GError **error)
{
  if (*line->start == ' ' || *line->start == '\t')
    return refuse(reader, line->number, "let the line start with '--'",
                  "goose refuses white space in front of an annotation", error);
  g_autofree char *words = mighar_goose_annotation_words(line);
  for (guint i = 0; i < G_N_ELEMENTS(annotations); i++)
    if (g_ascii_strcasecmp(words, annotations[i].words) == 0)
      return annotations[i].read(reader, line, error);
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, reader->source->file, line->number, "goose knows " KNOWN,
                      "unknown annotation '-- +goose%s%s'", *words != '\0' ? " " : "", words);
  return FALSE;
}

static char *expand_line(Reader *reader, const MigharLine *line, GError **error)
{
  g_autoptr(GError) cause = NULL;
  g_autofree char *text = g_strndup(line->start, line->length);
  if (!reader->expands)
    return g_steal_pointer(&text);
  char *expanded = mighar_envsub_expand(text, reader->environment, &cause);
  if (expanded == NULL)
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, reader->source->file, line->number, NULL, "%s",
                        cause->message);
  return expanded;
}

static gboolean read_sql(Reader *reader, const MigharLine *line, GError **error)
{
  g_autofree char *text = expand_line(reader, line, error);
  if (text == NULL)
    return FALSE;
  gsize start = reader->section->text->len;
  if (!reader->has_message) {
    reader->has_message = TRUE;
    reader->message = (MigharMessage){.start = start, .line = line->number};
  }
  g_string_append_printf(reader->section->text, "%s\n", text);
  const char *semicolon = reader->mode == PLAIN ? mighar_goose_find_semicolon(text) : NULL;
  if (semicolon != NULL) {
    reader->message.semicolon = start + (semicolon - text);
    end_message(reader, line->number);
  }
  return TRUE;
}

static gboolean read_line(Reader *reader, const MigharLine *line, GError **error)
{
  if (mighar_goose_is_annotation(line))
    return read_annotation(reader, line, error);
  if (!reader->has_message && (mighar_goose_is_comment(line) || line->length == 0)) {
    append_line(reader, line);
    return TRUE;
  }
  if (reader->section == NULL)
    return mighar_goose_is_blank(line->start, line->length) ||
           refuse(reader, line->number, "put '-- +goose Up' in front of it", "SQL outside of a section",
                  error);
  if (reader->mode == CLOSING) {
    if (!mighar_goose_is_blank(line->start, line->length))
      g_array_append_val(reader->file->dropped, line->number);
    reader->mode = PLAIN;
    return TRUE;
  }
  return read_sql(reader, line, error);
}

static gboolean check_end(Reader *reader, GError **error)
{
  if (reader->section == NULL)
    return refuse(reader, 1, "put '-- +goose Up' in front of the SQL of the up",
                  "goose finds no '-- +goose Up' in this file", error);
  if (reader->mode == BLOCK)
    return refuse(reader, reader->block_line, "add '-- +goose StatementEnd' behind the statement",
                  "'-- +goose StatementBegin' has no end", error);
  return check_unfinished(reader, error);
}

gboolean mighar_goose_read(const MigharSource *source, char **environment, MigharGooseFile *file,
                           GError **error)
{
  *file = (MigharGooseFile){.dropped = g_array_new(FALSE, FALSE, sizeof(guint))};
  for (guint i = 0; i < G_N_ELEMENTS(file->sections); i++)
    file->sections[i] = (MigharGooseSection){.text = g_string_new(NULL),
                                             .messages = g_array_new(FALSE, TRUE, sizeof(MigharMessage))};
  Reader reader = {.source = source, .environment = environment, .file = file};
  MigharLine line = {0};
  while (mighar_source_next_line(source, &line))
    if (!read_line(&reader, &line, error))
      return FALSE;
  return check_end(&reader, error);
}

void mighar_goose_file_clear(MigharGooseFile *file)
{
  for (guint i = 0; i < G_N_ELEMENTS(file->sections); i++) {
    if (file->sections[i].text != NULL)
      g_string_free(file->sections[i].text, TRUE);
    g_clear_pointer(&file->sections[i].messages, g_array_unref);
  }
  g_clear_pointer(&file->dropped, g_array_unref);
}
