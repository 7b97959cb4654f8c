#include "envsub.h"

#include <mighar/error.h>

#include <string.h>

/* Words can hold expansions that hold words. */
#define DEPTH_LIMIT 100

/* Characters of the text in a message. */
#define SHOWN 20

typedef struct {
  const char *cursor; /* into the text; ends at its NUL */
  guint depth;
  char **environment;
} Reader;

static gboolean expand_words(Reader *reader, char stop, gboolean is_live, GString *output, GError **error);

static gboolean refuse(GError **error, const char *what, const char *where)
{
  g_autofree char *shown = g_utf8_substring(where, 0, MIN(g_utf8_strlen(where, -1), SHOWN));
  mighar_set_error(error, MIGHAR_ERROR_USAGE, "write \\$ or $$ for a dollar sign", "%s at '%s'", what, shown);
  return FALSE;
}

static const char *get(const Reader *reader, const char *name)
{
  return reader->environment != NULL ? g_environ_getenv(reader->environment, name) : NULL;
}

/* parser.go, scanIdentifier: a letter, then letters, numbers and underscores. */
static char *read_name(Reader *reader, GError **error)
{
  const char *start = reader->cursor;
  if (!g_unichar_isalpha(g_utf8_get_char(start))) {
    refuse(error, "the name of a variable is missing", start);
    return NULL;
  }
  while (*reader->cursor == '_' || g_unichar_isalnum(g_utf8_get_char(reader->cursor)))
    reader->cursor = g_utf8_next_char(reader->cursor);
  return g_strndup(start, reader->cursor - start);
}

static gboolean read_number(Reader *reader, const char *ends, gint64 *number, GError **error)
{
  gsize length = strcspn(reader->cursor, ends);
  g_autofree char *digits = g_strstrip(g_strndup(reader->cursor, length));
  if (!g_ascii_string_to_signed(digits, 10, -G_MAXINT, G_MAXINT, number, NULL))
    return refuse(error, "a number is missing", reader->cursor);
  reader->cursor += length;
  return TRUE;
}

/* interpolate.go, SubstringExpansion: counted in bytes, from the end where negative. */
static void append_part(GString *output, const char *value, gint64 offset, const gint64 *length)
{
  gint64 size = strlen(value);
  gint64 from = CLAMP(offset < 0 ? offset + size : offset, 0, size);
  gint64 to = length == NULL ? size : *length < 0 ? MAX(*length + size, from) : *length + from;
  g_string_append_len(output, value + from, MIN(to, size) - from);
}

static gboolean expand_part(Reader *reader, const char *value, GString *output, GError **error)
{
  gint64 offset, length;
  if (!read_number(reader, ":}", &offset, error))
    return FALSE;
  gboolean has_length = *reader->cursor == ':';
  if (has_length) {
    reader->cursor++;
    if (!read_number(reader, "}", &length, error))
      return FALSE;
  }
  append_part(output, value != NULL ? value : "", offset, has_length ? &length : NULL);
  return TRUE;
}

/* ${NAME-word} and ${NAME:-word} */
static gboolean expand_default(Reader *reader, const char *value, gboolean is_used, gboolean is_live,
                               GString *output, GError **error)
{
  g_autoptr(GString) word = g_string_new(NULL);
  if (!expand_words(reader, '}', is_live && is_used, word, error))
    return FALSE;
  g_string_append(output, is_used ? word->str : value);
  return TRUE;
}

/* ${NAME?message} */
static gboolean expand_required(Reader *reader, const char *name, const char *value, gboolean is_live,
                                GString *output, GError **error)
{
  g_autoptr(GString) message = g_string_new(NULL);
  if (!expand_words(reader, '}', is_live && value == NULL, message, error))
    return FALSE;
  if (is_live && value == NULL) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, "set it in the environment", "$%s: %s", name,
                     message->len > 0 ? message->str : "not set");
    return FALSE;
  }
  g_string_append(output, value != NULL ? value : "");
  return TRUE;
}

static gboolean expand_operator(Reader *reader, const char *name, gboolean is_live, GString *output,
                                GError **error)
{
  const char *value = get(reader, name);
  const char *mark = reader->cursor;
  if (*mark == '}') {
    g_string_append(output, value != NULL ? value : "");
    return TRUE;
  }
  gboolean is_double = g_str_has_prefix(mark, ":-");
  if (*mark == '\0' || strchr(":?-", *mark) == NULL)
    return refuse(error, "an operator or '}' is missing", mark);
  reader->cursor += is_double ? 2 : 1;
  if (is_double)
    return expand_default(reader, value, value == NULL || *value == '\0', is_live, output, error);
  if (*mark == '-')
    return expand_default(reader, value, value == NULL, is_live, output, error);
  if (*mark == '?')
    return expand_required(reader, name, value, is_live, output, error);
  return expand_part(reader, value, output, error);
}

/* From the dollar sign on. */
static gboolean expand_variable(Reader *reader, gboolean is_live, GString *output, GError **error)
{
  gboolean has_brace = reader->cursor[1] == '{';
  reader->cursor += has_brace ? 2 : 1;
  g_autofree char *name = read_name(reader, error);
  if (name == NULL)
    return FALSE;
  if (!has_brace) {
    const char *value = get(reader, name);
    g_string_append(output, value != NULL ? value : "");
    return TRUE;
  }
  if (!expand_operator(reader, name, is_live, output, error))
    return FALSE;
  if (*reader->cursor != '}')
    return refuse(error, "'}' is missing", reader->cursor);
  reader->cursor++;
  return TRUE;
}

/* parser.go, parseExpression: what stands for other text than itself, but expansions. */
static gboolean expand_escape(Reader *reader, GString *output)
{
  static const struct {
    const char *from, *to;
  } escapes[] = {{"\\\\", "\\\\"}, {"\\$", "$"}, {"$$", "$"}, {"$(", "$("}};
  for (guint i = 0; i < G_N_ELEMENTS(escapes); i++)
    if (g_str_has_prefix(reader->cursor, escapes[i].from)) {
      g_string_append(output, escapes[i].to);
      reader->cursor += strlen(escapes[i].from);
      return TRUE;
    }
  return FALSE;
}

/* Up to the character stop. is_live: whether the result is used; what is not used complains of nothing but
 * its form. */
static gboolean expand_words(Reader *reader, char stop, gboolean is_live, GString *output, GError **error)
{
  if (++reader->depth > DEPTH_LIMIT)
    return refuse(error, "too many nested expansions", reader->cursor);
  while (*reader->cursor != '\0' && *reader->cursor != stop) {
    if (expand_escape(reader, output))
      continue;
    if (*reader->cursor != '$' || reader->cursor[1] == '\0')
      g_string_append_c(output, *reader->cursor++);
    else if (!expand_variable(reader, is_live, output, error))
      return FALSE;
  }
  reader->depth--;
  return TRUE;
}

char *mighar_envsub_expand(const char *text, char **environment, GError **error)
{
  Reader reader = {.cursor = text, .environment = environment};
  g_autoptr(GString) output = g_string_new(NULL);
  if (!expand_words(&reader, '\0', TRUE, output, error))
    return NULL;
  if (!g_utf8_validate(output->str, output->len, NULL)) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "the value of a variable is not UTF-8");
    return NULL;
  }
  return g_string_free(g_steal_pointer(&output), FALSE);
}
