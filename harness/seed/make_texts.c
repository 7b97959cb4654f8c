#include "values.h"

#include <string.h>

/* What a text without a limit is made as long as: longer than what people think is long enough. */
#define LONG_TEXT    300
#define LONGEST_MADE 10000

static const char *const words[] = {"ada",     "grace",  "linus",   "edsger",
                                    "barbara", "donald", "frances", "alan"};
static const char *const mixed[] = {"Ärger", "ŁÓDŹ",   "İstanbul",  "Straße",
                                    "Ñandú", "Ελλάδα", "Žluťoučký", "Æsir"};

char *text_of_length(const char *start, guint length)
{
  GString *text = g_string_new(start);
  glong have = g_utf8_strlen(start, -1);
  if (have > (glong)length)
    g_string_truncate(text, (gsize)(g_utf8_offset_to_pointer(text->str, length) - text->str));
  for (; have < (glong)length; have++)
    g_string_append_c(text, (char)('a' + have % 26));
  return g_string_free(text, FALSE);
}

/* Short, and another one for each number. */
static char *counter(guint64 n)
{
  static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
  GString *text = g_string_new(NULL);
  do {
    g_string_prepend_c(text, digits[n % 36]);
    n /= 36;
  } while (n > 0);
  return g_string_free(text, FALSE);
}

static gboolean is_called(const Hint *hint, const char *what)
{
  g_autofree char *name = g_ascii_strdown(hint->column->name, -1);
  return strstr(name, what) != NULL;
}

/* What a column's name promises may be what a trigger or a function in a CHECK asks for. */
static char *typical(const Hint *hint, const char *word, guint64 n)
{
  g_autofree char *number = counter(n);
  if (is_called(hint, "email"))
    return g_strdup_printf("%s.%s@example.com", word, number);
  if (is_called(hint, "url") || is_called(hint, "uri"))
    return g_strdup_printf("https://example.com/%s/%s", word, number);
  return g_strdup_printf("%s %s", word, number);
}

/* What tells it apart has to stay when it is cut: it goes first. */
static char *fit(const Hint *hint, char *text, guint64 n)
{
  glong length = g_utf8_strlen(text, -1);
  gboolean too_long = hint->longest > 0 && length > hint->longest;
  if (!too_long && length >= hint->shortest)
    return text;
  g_autofree char *number = counter(n);
  char *fitted = text_of_length(number, (guint)(too_long ? hint->longest : hint->shortest));
  g_free(text);
  return fitted;
}

static guint long_length(const Hint *hint)
{
  guint length = hint->longest > 0 ? (guint)hint->longest : LONG_TEXT;
  return MIN(length, LONGEST_MADE);
}

Value make_text(const Hint *hint, Idea idea, guint64 n, guint64 salt)
{
  const char *word = words[value_mix(salt + n) % G_N_ELEMENTS(words)];
  const char *unusual = mixed[value_mix(salt + n) % G_N_ELEMENTS(mixed)];
  g_autofree char *number = counter(n);
  switch (idea) {
  case IDEA_MIXED:
    return (Value){fit(hint,
                       is_called(hint, "email") ? g_strdup_printf("MiXeD.%s@Example.com", number)
                                                : g_strdup_printf("MiXeD %s %s", number, unusual),
                       n),
                   "mixed case"};
  case IDEA_GREATEST:
    return (Value){text_of_length(number, long_length(hint)), "the longest text"};
  case IDEA_LEAST:
    if (hint->shortest == 0 && !hint->unique)
      return (Value){g_strdup(""), "an empty text"};
    return (Value){fit(hint, g_strdup_printf("%s  padded  ", number), n), "spaces at its end"};
  default:
    return (Value){fit(hint, typical(hint, word, n), n), NULL};
  }
}

Value make_bytes(const Hint *hint, Idea idea, guint64 n, guint64 salt)
{
  guint length = hint->shortest > 0 ? (guint)hint->shortest : 8;
  if (hint->longest > 0 && (idea == IDEA_GREATEST || hint->longest < (int)length))
    length = (guint)MIN(hint->longest, LONGEST_MADE);
  if (idea == IDEA_LEAST && hint->shortest == 0 && !hint->unique)
    return (Value){g_strdup(""), "no bytes"};
  GString *digits = g_string_new(NULL);
  for (guint i = 0; i < length; i++)
    g_string_append_printf(digits, "%02x",
                           (guint)(i < 4 ? n >> (8 * (i % 4)) : value_mix(salt + n + i)) & 0xff);
  return (Value){g_string_free(digits, FALSE), NULL};
}

/* precision is the length of a type that has exactly one. */
Value make_bits(const Hint *hint, Idea idea, guint64 n, guint64 salt G_GNUC_UNUSED)
{
  int length = hint->column->precision > 0 ? hint->column->precision : MIN(MAX(hint->column->length, 0), 8);
  if (length == 0)
    length = 8;
  if (idea == IDEA_GREATEST && hint->column->length > 0)
    length = hint->column->length;
  GString *bits = g_string_new(NULL);
  for (int i = 0; i < length; i++)
    g_string_append_c(bits, length - 1 - i < 64 && (n + 1) >> (length - 1 - i) & 1 ? '1' : '0');
  return (Value){g_string_free(bits, FALSE), NULL};
}
