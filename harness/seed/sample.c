/* Texts that match a regular expression. What is understood: alternatives, groups, classes, repetition,
 * anchors, and the usual escapes; anything else gives up, and the database would have said so anyway. */
#include "hints.h"

#include <string.h>

typedef struct {
  const char *at;
  guint rank;
  gboolean failed;
} Pattern;

static void sample_alternatives(Pattern *pattern, GString *text);

static const char *class_members(char escape)
{
  switch (escape) {
  case 'd':
    return "1234567890";
  case 'w':
    return "abcxyz019_";
  case 's':
    return " ";
  case 'm':
  case 'M':
  case 'y':
  case 'b':
  case 'A':
  case 'Z':
    return "";
  default:
    return NULL;
  }
}

static const struct {
  const char *name;
  const char *members;
} named_classes[] = {
    {"[:alpha:]", "abcxyz"},     {"[:digit:]", "1234567890"}, {"[:alnum:]", "abcxyz019"},
    {"[:lower:]", "abcxyz"},     {"[:upper:]", "ABCXYZ"},     {"[:space:]", " "},
    {"[:xdigit:]", "abcdef019"}, {"[:punct:]", "-_."},
};

static gboolean add_named_class(Pattern *pattern, GString *members)
{
  for (guint i = 0; i < G_N_ELEMENTS(named_classes); i++)
    if (g_str_has_prefix(pattern->at, named_classes[i].name)) {
      g_string_append(members, named_classes[i].members);
      pattern->at += strlen(named_classes[i].name);
      return TRUE;
    }
  return FALSE;
}

static void add_range(GString *members, char first, char last)
{
  for (int c = (guchar)first; c <= (guchar)last && c < 127; c++)
    g_string_append_c(members, (char)c);
}

static void complement(GString *members)
{
  static const char common[] = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_-. ";
  g_autofree char *excluded = g_strdup(members->str);
  g_string_truncate(members, 0);
  for (const char *c = common; *c != '\0'; c++)
    if (strchr(excluded, *c) == NULL)
      g_string_append_c(members, *c);
}

static void add_member(Pattern *pattern, GString *members)
{
  const char *escaped = *pattern->at == '\\' ? class_members(pattern->at[1]) : NULL;
  if (escaped != NULL) {
    g_string_append(members, escaped);
    pattern->at += 2;
    return;
  }
  if (*pattern->at == '\\' && pattern->at[1] != '\0')
    pattern->at++;
  char first = *pattern->at++;
  gboolean ranged = pattern->at[0] == '-' && pattern->at[1] != ']' && pattern->at[1] != '\0';
  add_range(members, first, ranged ? pattern->at[1] : first);
  pattern->at += ranged ? 2 : 0;
}

/* Behind the bracket. */
static void read_class(Pattern *pattern, GString *members)
{
  gboolean negated = *pattern->at == '^';
  pattern->at += negated ? 1 : 0;
  const char *start = pattern->at;
  while (*pattern->at != '\0' && (*pattern->at != ']' || pattern->at == start))
    if (!add_named_class(pattern, members))
      add_member(pattern, members);
  if (*pattern->at == '\0')
    pattern->failed = TRUE;
  else
    pattern->at++;
  if (negated)
    complement(members);
}

static void append_member(const Pattern *pattern, GString *text, const char *members)
{
  gsize n = strlen(members);
  if (n > 0)
    g_string_append_c(text, members[(text->len + pattern->rank) % n]);
}

static void sample_escape(Pattern *pattern, GString *text)
{
  const char *members = class_members(*pattern->at);
  if (members != NULL)
    append_member(pattern, text, members);
  else if (*pattern->at != '\0')
    g_string_append_c(text, *pattern->at);
  if (*pattern->at != '\0')
    pattern->at++;
}

static void sample_group(Pattern *pattern, GString *text)
{
  if (g_str_has_prefix(pattern->at, "?:"))
    pattern->at += 2;
  else if (*pattern->at == '?')
    pattern->failed = TRUE;
  sample_alternatives(pattern, text);
  if (*pattern->at == ')')
    pattern->at++;
  else
    pattern->failed = TRUE;
}

static void sample_atom(Pattern *pattern, GString *text)
{
  char c = *pattern->at++;
  if (c == '(') {
    sample_group(pattern, text);
  } else if (c == '[') {
    g_autoptr(GString) members = g_string_new(NULL);
    read_class(pattern, members);
    append_member(pattern, text, members->str);
  } else if (c == '\\') {
    sample_escape(pattern, text);
  } else if (c == '.') {
    append_member(pattern, text, "abcxyz");
  } else if (c != '^' && c != '$') {
    g_string_append_c(text, c);
  }
}

/* How often an atom is to stand; its own limits are kept. */
static guint read_repetition(Pattern *pattern)
{
  guint64 least = 1, most = 1;
  char *end = NULL;
  if (*pattern->at == '*' || *pattern->at == '+' || *pattern->at == '?') {
    least = *pattern->at == '+' ? 1 : 0;
    most = *pattern->at == '?' ? 1 : 8;
    pattern->at++;
  } else if (*pattern->at == '{' && g_ascii_isdigit(pattern->at[1])) {
    least = most = g_ascii_strtoull(pattern->at + 1, &end, 10);
    if (*end == ',')
      most = g_ascii_isdigit(end[1]) ? g_ascii_strtoull(end + 1, &end, 10) : (end++, least + 8);
    pattern->at = *end == '}' ? end + 1 : end;
  }
  if (*pattern->at == '?' && end != NULL)
    pattern->at++;
  return (guint)MIN(MAX(least, MIN(most, least + pattern->rank)), 1000);
}

static void sample_piece(Pattern *pattern, GString *text)
{
  const char *start = pattern->at;
  g_autoptr(GString) once = g_string_new(text->str);
  sample_atom(pattern, once);
  guint times = read_repetition(pattern);
  const char *end = pattern->at;
  for (guint i = 0; i < times && !pattern->failed; i++) {
    pattern->at = start;
    sample_atom(pattern, text);
  }
  pattern->at = end;
}

static void sample_sequence(Pattern *pattern, GString *text)
{
  while (!pattern->failed && *pattern->at != '\0' && *pattern->at != '|' && *pattern->at != ')')
    sample_piece(pattern, text);
}

/* The first one counts; the others are read over, or taken in turn by rank. */
static void sample_alternatives(Pattern *pattern, GString *text)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  gboolean more = TRUE;
  while (more && !pattern->failed) {
    g_autoptr(GString) alternative = g_string_new(text->str);
    sample_sequence(pattern, alternative);
    g_ptr_array_add(texts, g_strdup(alternative->str + text->len));
    more = *pattern->at == '|';
    pattern->at += more ? 1 : 0;
  }
  if (texts->len > 0)
    g_string_append(text, g_ptr_array_index(texts, pattern->rank % texts->len));
}

char *sample_pattern(const char *pattern, guint rank)
{
  Pattern reading = {.at = pattern, .rank = rank};
  if (g_str_has_prefix(pattern, "(?i)"))
    reading.at += 4;
  g_autoptr(GString) text = g_string_new(NULL);
  sample_alternatives(&reading, text);
  return reading.failed || *reading.at != '\0' || !g_utf8_validate(text->str, -1, NULL)
             ? NULL
             : g_string_free(g_steal_pointer(&text), FALSE);
}
