#include "create_name.h"

#include <string.h>

/* Versions that are moments, by the number of their digits. A number in sequence of so many digits would not
 * be between the years 2001 and 2100. */
static const struct {
  gsize digits;
  const char *format;
  const char *first, *last;
} moments[] = {
    {14, "%Y%m%d%H%M%S", "20010101000000", "21000101000000"},
    {12, "%Y%m%d%H%M", "200101010000", "210001010000"},
    {8, "%Y%m%d", "20010101", "21000101"},
    {10, "%s", "1000000000", "4102444800"},
    {13, "%s000", "1000000000000", "4102444800000"},
};

char *create_title(const char *words, char separator)
{
  g_autoptr(GString) title = g_string_new(NULL);
  g_autofree char *valid = g_utf8_make_valid(words, -1);
  gboolean between = FALSE;
  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char(c)) {
    gunichar character = g_utf8_get_char(c);
    if (!g_unichar_isalnum(character) && !g_unichar_ismark(character)) {
      between = TRUE;
      continue;
    }
    if (between && title->len > 0)
      g_string_append_c(title, separator);
    g_string_append_unichar(title, g_unichar_tolower(character));
    between = FALSE;
  }
  return title->len > 0 ? g_string_free(g_steal_pointer(&title), FALSE) : NULL;
}

/* "20240102030405" of "2024-01-02-030405" */
static char *digits_of(const char *version)
{
  GString *digits = g_string_new(NULL);
  for (const char *c = version; *c != '\0'; c++)
    if (g_ascii_isdigit(*c))
      g_string_append_c(digits, *c);
  return g_string_free(digits, FALSE);
}

static gboolean is_all_digits_and_dashes(const char *version)
{
  return version[strspn(version, "0123456789-")] == '\0';
}

/* The digits of now in the style that those are in; NULL: they are no moment. */
static char *moment_like(const char *digits, GDateTime *now)
{
  for (guint i = 0; i < G_N_ELEMENTS(moments); i++)
    if (strlen(digits) == moments[i].digits && strcmp(digits, moments[i].first) >= 0 &&
        strcmp(digits, moments[i].last) < 0)
      return g_date_time_format(now, moments[i].format);
  return NULL;
}

/* The digits in the places of those of the pattern, with its dashes between them. */
static char *put_into(const char *pattern, const char *digits)
{
  char *text = g_strdup(pattern);
  for (char *c = text; *c != '\0' && *digits != '\0'; c++)
    if (g_ascii_isdigit(*c))
      *c = *digits++;
  return text;
}

static char *next_number(const char *last)
{
  gsize end = strlen(last), start = end;
  while (start > 0 && g_ascii_isdigit(last[start - 1]))
    start--;
  guint64 number = g_ascii_strtoull(last + start, NULL, 10) + 1;
  return g_strdup_printf("%.*s%0*" G_GUINT64_FORMAT, (int)start, last, (int)(end - start), number);
}

char *create_next_version(const char *last, GDateTime *now)
{
  g_autofree char *digits = digits_of(last);
  g_autofree char *moment = is_all_digits_and_dashes(last) ? moment_like(digits, now) : NULL;
  return moment != NULL && strcmp(moment, digits) > 0 ? put_into(last, moment) : next_number(last);
}

/* How many bytes of the text are the version, in which dots may be underscores, and which may have dashes
 * between its digits; 0: it is another one. */
static gsize written_length(const char *text, const char *version)
{
  const char *c = text;
  for (; *version != '\0'; version++, c++) {
    while (*c == '-' && *version != '-' && c > text)
      c++;
    if (*c != *version && !(*version == '.' && *c == '_'))
      return 0;
  }
  return (gsize)(c - text);
}

/* Written as the old one is. */
static char *write_like(const char *old, const char *version)
{
  if (strpbrk(old, "-") != NULL && strpbrk(version, "-") == NULL)
    return put_into(old, version);
  char *new = g_strdup(version);
  return strchr(old, '_') != NULL ? g_strdelimit(new, ".", '_') : new;
}

char *create_rename(const char *name, const MigharMigration *last, const char *version, const char *title)
{
  const char *at = name;
  while (*at != '\0' && written_length(at, last->version) == 0)
    at++;
  if (*at == '\0')
    return NULL;
  g_autofree char *old = g_strndup(at, written_length(at, last->version));
  g_autofree char *new = write_like(old, version);
  const char *rest = at + strlen(old);
  const char *named = *last->name != '\0' ? strstr(rest, last->name) : NULL;
  if (named == NULL)
    return g_strdup_printf("%.*s%s_%s%s", (int)(at - name), name, new, title, rest);
  return g_strdup_printf("%.*s%s%.*s%s%s", (int)(at - name), name, new, (int)(named - rest), rest, title,
                         named + strlen(last->name));
}
