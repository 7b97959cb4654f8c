#include "goose_line.h"

#include <string.h>

static const char *skip_space(const char *text, const char *limit)
{
  while (text < limit && g_unichar_isspace(g_utf8_get_char(text)))
    text = g_utf8_next_char(text);
  return text;
}

gboolean mighar_goose_is_comment(const MigharLine *line)
{
  const char *limit = line->start + line->length, *text = skip_space(line->start, limit);
  return limit - text >= 2 && text[0] == '-' && text[1] == '-';
}

gboolean mighar_goose_is_blank(const char *text, gsize length)
{
  return skip_space(text, text + length) == text + length;
}

gboolean mighar_goose_is_annotation(const MigharLine *line)
{
  return mighar_goose_is_comment(line) && g_strstr_len(line->start, (gssize)line->length, "+goose") != NULL;
}

/* bufio.ScanWords over the line; comments begin with a word that starts with two dashes. */
const char *mighar_goose_find_semicolon(const char *line)
{
  const char *limit = line + strlen(line), *last = NULL;
  for (const char *word = skip_space(line, limit); word < limit; word = skip_space(word, limit)) {
    if (g_str_has_prefix(word, "--"))
      break;
    while (word < limit && !g_unichar_isspace(g_utf8_get_char(word)))
      word = g_utf8_next_char(word);
    last = word - 1;
  }
  return last != NULL && *last == ';' ? last : NULL;
}

/* extractAnnotation: all "--" and the first "+goose" are taken out, white space around is trimmed, case does
 * not matter. */
char *mighar_goose_annotation_words(const MigharLine *line)
{
  g_autofree char *text = g_strndup(line->start, line->length);
  g_auto(GStrv) parts = g_strsplit(text, "--", -1);
  g_autofree char *bare = g_strjoinv("", parts);
  g_auto(GStrv) halves = g_strsplit(bare, "+goose", 2);
  return g_strstrip(g_strconcat(halves[0], halves[1], NULL));
}
