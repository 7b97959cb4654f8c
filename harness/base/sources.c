#include <mighar/rows.h>

static const char *count(const MigharSource *source, guint64 n, GString *buffer)
{
  g_string_printf(buffer, "%" G_GINT64_FORMAT, source->base + (gint64)n);
  return buffer->str;
}

/* "2000-01-01 00:00:00" */
static const char *add_time(const MigharSource *source, guint64 n, GString *buffer)
{
  gboolean is_date = source->column->kind == MIGHAR_VALUE_DATE;
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
  g_autoptr(GDateTime) start = g_date_time_new_from_iso8601(source->start, utc);
  g_autoptr(GDateTime) then =
      is_date ? g_date_time_add_days(start, (gint)n) : g_date_time_add_seconds(start, (gdouble)n);
  if (then == NULL) // after the year 9999
    return NULL;
  g_autofree char *text = g_date_time_format(then, is_date ? "%Y-%m-%d" : "%Y-%m-%d %H:%M:%S");
  g_string_assign(buffer, text);
  return buffer->str;
}

static const char *number_text(const MigharSource *source, guint64 n, GString *buffer)
{
  g_string_printf(buffer,
                  source->hexadecimal ? "%s%0*" G_GINT64_MODIFIER "x%s" : "%s%0*" G_GUINT64_FORMAT "%s",
                  source->prefix, (int)source->digits, n, source->suffix);
  return buffer->str;
}

static const char *make(const MigharSource *source, guint64 n, GString *buffer)
{
  g_autofree char *text = source->make(source->data, n);
  if (text == NULL)
    return NULL;
  g_string_assign(buffer, text);
  return buffer->str;
}

const char *mighar_source_value(const MigharSource *source, guint64 n, GString *buffer)
{
  switch (source->kind) {
  case MIGHAR_SOURCE_LIST:
    return g_ptr_array_index(source->values, n % source->values->len);
  case MIGHAR_SOURCE_COUNT:
    return count(source, n, buffer);
  case MIGHAR_SOURCE_TIME:
    return add_time(source, n, buffer);
  case MIGHAR_SOURCE_TEXT:
    return number_text(source, n, buffer);
  case MIGHAR_SOURCE_MADE:
    return make(source, n, buffer);
  default:
    return NULL;
  }
}
