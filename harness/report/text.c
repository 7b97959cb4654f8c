#include "text.h"

#include <string.h>

#define REPLACEMENT 0xFFFD

char *text_clean(const char *text, TextAllows allows)
{
  if (text == NULL)
    return NULL;
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_autoptr(GString) clean = g_string_sized_new(strlen(valid));
  for (const char *c = valid; *c != '\0'; c = g_utf8_next_char(c)) {
    gunichar character = g_utf8_get_char(c);
    g_string_append_unichar(clean, allows(character) ? character : REPLACEMENT);
  }
  return g_string_free(g_steal_pointer(&clean), FALSE);
}

gboolean text_printable(gunichar character)
{
  return g_unichar_isprint(character) || character == '\n' || character == '\t';
}

char *text_place(const MigharFinding *finding)
{
  if (finding->file == NULL)
    return NULL;
  g_autoptr(GString) place = g_string_new(finding->file);
  if (finding->line > 0)
    g_string_append_printf(place, ":%u", finding->line);
  if (finding->line > 0 && finding->column > 0)
    g_string_append_printf(place, ":%u", finding->column);
  return g_string_free(g_steal_pointer(&place), FALSE);
}

char *text_migration(const MigharMigrationReport *report)
{
  return *report->name != '\0' ? g_strdup_printf("%s_%s", report->version, report->name)
                               : g_strdup(report->version);
}

char *text_engine(const MigharEngineReport *report)
{
  return report->version != NULL ? g_strdup_printf("%s %s", report->title, report->version)
                                 : g_strdup(report->title);
}

char *text_chain(const MigharEngineReport *report)
{
  g_autofree char *noun = g_strdup_printf("%s migration", report->format);
  g_autofree char *count = text_count(report->migrations->len, noun);
  return g_strdup_printf("%s in %s", count, report->directory);
}

char *text_count(guint n, const char *noun)
{
  return g_strdup_printf("%u %s%s", n, noun, n == 1 ? "" : "s");
}

char *text_seconds(double seconds, int decimals)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *format = g_strdup_printf("%%.%df", decimals);
  return g_strdup(g_ascii_formatd(buffer, sizeof buffer, format, seconds));
}

char *text_number(guint64 number)
{
  g_autofree char *digits = g_strdup_printf("%" G_GUINT64_FORMAT, number);
  GString *text = g_string_new(digits);
  for (gssize place = (gssize)text->len - 3; place > 0; place -= 3)
    g_string_insert_c(text, place, ',');
  return g_string_free(text, FALSE);
}
