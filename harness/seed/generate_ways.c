/* Values that differ from row to row, in the ways that an engine can work out from a number. */
#include "generate.h"

#include <string.h>

/* Numbers that the rows which were made one by one do not come to. */
#define FAR_FROM_SMALL 100000

#define START_OF_TIMES "2000-01-01 00:00:00"
#define START_OF_DATES "2100-01-01 00:00:00"

typedef struct {
  const Generator *generator;
  const Hint *hint;
  const char *sample;
  guint64 salt;
} Wish;

static gboolean set_text(MigharSource *source, char *prefix, guint digits, char *suffix)
{
  source->kind = MIGHAR_SOURCE_TEXT;
  source->prefix = prefix;
  source->digits = digits;
  source->suffix = suffix;
  return TRUE;
}

static guint count_digits(guint64 number)
{
  guint digits = 1;
  while (number >= 10) {
    number /= 10;
    digits++;
  }
  return digits;
}

typedef MigharSource Source;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Source, generator_clear_source)

/* Texts like one that the database has */

/* Drops characters at its end until no more than room are left. */
static char *cut(const char *text, glong length, glong room)
{
  glong keep = CLAMP(room, 0, length);
  return g_strndup(text, (gsize)(g_utf8_offset_to_pointer(text, keep) - text));
}

/* What stands before a place of the sample, the number, what stands behind another place: as much as fits. */
static gboolean put_number(const Wish *wish, const char *before, const char *behind, guint digits,
                           MigharSource *source)
{
  glong limit = wish->hint->longest > 0 ? wish->hint->longest : G_MAXINT;
  glong start = g_utf8_strlen(wish->sample, before - wish->sample), end = g_utf8_strlen(behind, -1);
  guint fitting = (guint)MIN((glong)digits, limit);
  glong room = limit - (glong)fitting;
  return set_text(source, cut(wish->sample, start, room - MIN(end, room)), fitting, cut(behind, end, room));
}

/* The last digits of a text. FALSE: it has none. */
static gboolean find_digits(const char *text, const char **start, const char **end)
{
  const char *at = text + strlen(text);
  while (at > text && !g_ascii_isdigit(at[-1]))
    at--;
  *end = at;
  while (at > text && g_ascii_isdigit(at[-1]))
    at--;
  *start = at;
  return at < *end;
}

static gboolean replace_digits(const Wish *wish, MigharSource *source)
{
  const char *start, *end;
  return find_digits(wish->sample, &start, &end) &&
         put_number(wish, start, end, count_digits(wish->generator->wanted), source);
}

static gboolean replace_digits_exactly(const Wish *wish, MigharSource *source)
{
  const char *start, *end;
  return find_digits(wish->sample, &start, &end) &&
         put_number(wish, start, end, (guint)(end - start), source);
}

static gboolean insert_before_at_sign(const Wish *wish, MigharSource *source)
{
  const char *at = strchr(wish->sample, '@');
  return at != NULL && put_number(wish, at, at, count_digits(wish->generator->wanted), source);
}

static gboolean append_number(const Wish *wish, MigharSource *source)
{
  const char *end = wish->sample + strlen(wish->sample);
  return put_number(wish, end, end, count_digits(wish->generator->wanted), source);
}

static gboolean number_alone(const Wish *wish, MigharSource *source)
{
  return put_number(wish, wish->sample, "", count_digits(wish->generator->wanted), source);
}

/* Other kinds */

static gboolean far_count(const Wish *wish, MigharSource *source)
{
  gdouble low = wish->hint->has_low ? wish->hint->low : 0;
  source->kind = MIGHAR_SOURCE_COUNT;
  source->base = (gint64)CLAMP(low, 0, 1e15) + FAR_FROM_SMALL;
  return TRUE;
}

static gboolean near_count(const Wish *wish, MigharSource *source)
{
  gdouble low = wish->hint->has_low ? wish->hint->low : 0;
  source->kind = MIGHAR_SOURCE_COUNT;
  source->base = (gint64)CLAMP(low, -1e15, 1e15);
  return TRUE;
}

/* The last group of its digits. */
static gboolean uuid_number(const Wish *wish, MigharSource *source)
{
  g_autofree char *uuid = value_make(wish->hint, IDEA_TYPICAL, 0, wish->salt).text;
  char *last = strrchr(uuid, '-');
  if (last == NULL)
    return FALSE;
  source->hexadecimal = TRUE;
  return set_text(source, g_strndup(uuid, (gsize)(last + 1 - uuid)), 12, g_strdup(""));
}

static gboolean bytes_number(const Wish *wish, MigharSource *source)
{
  guint bytes = wish->hint->longest > 0 ? MIN((guint)wish->hint->longest, 8) : 8;
  source->hexadecimal = TRUE;
  return set_text(source, g_strdup(""), 2 * bytes, g_strdup(""));
}

static gboolean json_number(const Wish *wish G_GNUC_UNUSED, MigharSource *source)
{
  return set_text(source, g_strdup("{\"id\": "), 1, g_strdup("}"));
}

static gboolean xml_number(const Wish *wish G_GNUC_UNUSED, MigharSource *source)
{
  return set_text(source, g_strdup("<row n=\""), 1, g_strdup("\"/>"));
}

static gboolean interval_number(const Wish *wish G_GNUC_UNUSED, MigharSource *source)
{
  return set_text(source, g_strdup(""), 1, g_strdup(" seconds"));
}

static gboolean later_time(const Wish *wish, MigharSource *source)
{
  source->kind = MIGHAR_SOURCE_TIME;
  source->start = g_strdup(wish->hint->column->kind == MIGHAR_VALUE_DATE ? START_OF_DATES : START_OF_TIMES);
  return TRUE;
}

/* "2024-02-29 12:00:00.25+00" starts a day; so does a date. */
static gboolean time_after_sample(const Wish *wish, MigharSource *source)
{
  if (strlen(wish->sample) < strlen("2024-02-29") || !g_ascii_isdigit(wish->sample[0]))
    return FALSE;
  source->kind = MIGHAR_SOURCE_TIME;
  source->start = g_strdup_printf("%.10s 00:00:00", wish->sample);
  return TRUE;
}

/* What the makers of single values have for the number: the last way of every kind. */
static char *make_value(const void *data, guint64 n)
{
  const Wish *wish = data;
  return value_make(wish->hint, IDEA_TYPICAL, n, wish->salt).text;
}

static gboolean made(const Wish *wish, MigharSource *source)
{
  source->kind = MIGHAR_SOURCE_MADE;
  source->make = make_value;
  source->data = g_memdup2(wish, sizeof *wish);
  return TRUE;
}

/* The ways of each kind in the order in which they are tried. */
typedef gboolean (*Way)(const Wish *wish, MigharSource *source);

#define MOST_WAYS 5

static const Way ways[][MOST_WAYS] = {
    [MIGHAR_VALUE_INTEGER] = {far_count, near_count},
    [MIGHAR_VALUE_NUMERIC] = {far_count, near_count},
    [MIGHAR_VALUE_FLOAT] = {far_count, near_count},
    [MIGHAR_VALUE_TEXT] = {replace_digits, insert_before_at_sign, append_number, replace_digits_exactly,
                           number_alone},
    [MIGHAR_VALUE_ANY] = {append_number},
    [MIGHAR_VALUE_UUID] = {uuid_number},
    [MIGHAR_VALUE_BYTES] = {bytes_number},
    [MIGHAR_VALUE_JSON] = {json_number},
    [MIGHAR_VALUE_XML] = {xml_number},
    [MIGHAR_VALUE_INTERVAL] = {interval_number},
    [MIGHAR_VALUE_TIMESTAMP] = {later_time, time_after_sample},
    [MIGHAR_VALUE_DATE] = {later_time, time_after_sample},
};

gboolean generator_find_way(const Generator *generator, guint column, guint way, const char *sample,
                            MigharSource *source)
{
  const Hint *hint = &generator->filling->hints[column];
  const Wish wish = {
      .generator = generator,
      .hint = hint,
      .sample = sample != NULL ? sample : "",
      .salt = generator->filling->salt ^ g_str_hash(hint->column->name),
  };
  guint kind = hint->column->kind, found = 0;
  gboolean plain = kind < G_N_ELEMENTS(ways) && hint->column->wrap == MIGHAR_WRAP_NONE;
  for (guint i = 0; plain && i < MOST_WAYS && ways[kind][i] != NULL; i++) {
    g_auto(Source) tried = {.column = hint->column};
    if (!ways[kind][i](&wish, &tried) || found++ != way)
      continue;
    *source = tried;
    tried = (MigharSource){0};
    return TRUE;
  }
  *source = (MigharSource){.column = hint->column};
  return found == way && made(&wish, source);
}
