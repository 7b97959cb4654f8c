#include "values.h"

/* So many days from the first are all before the year 9900. */
#define MOST_DAYS 2870000

/* Days from n, so that ranges of one row do not meet those of another. */
static char *day(guint64 n, const char *format)
{
  g_autoptr(GDateTime) first = g_date_time_new_utc(2024, 2, 29, 12, 0, 0);
  g_autoptr(GDateTime) then = g_date_time_add_days(first, (int)(n % MOST_DAYS));
  return g_date_time_format(then, format);
}

static const struct {
  const char *date;
  const char *timestamp;
  const char *note;
} extremes[IDEAS] = {
    [IDEA_GREATEST] = {"9999-12-31", "9999-12-31 23:59:59.999999", "a date far ahead"},
    [IDEA_LEAST] = {"0001-01-01", "0001-01-01 00:00:00", "a date long ago"},
    [IDEA_NOTHING] = {"1970-01-01", "1970-01-01 00:00:00", NULL},
};

Value make_date(const Hint *hint, Idea idea, guint64 n, guint64 salt G_GNUC_UNUSED)
{
  if (extremes[idea].date != NULL && !hint->unique)
    return (Value){g_strdup(extremes[idea].date), extremes[idea].note};
  return (Value){day(n, "%Y-%m-%d"), NULL};
}

/* One in an hour that some zones do not have. */
Value make_timestamp(const Hint *hint, Idea idea, guint64 n, guint64 salt G_GNUC_UNUSED)
{
  if (extremes[idea].timestamp != NULL && !hint->unique)
    return (Value){g_strdup(extremes[idea].timestamp), extremes[idea].note};
  return (Value){day(n, idea == IDEA_MIXED ? "%Y-%m-%d 02:30:00.123456" : "%Y-%m-%d %H:%M:%S"), NULL};
}

Value make_time(const Hint *hint, Idea idea, guint64 n, guint64 salt G_GNUC_UNUSED)
{
  if (idea == IDEA_GREATEST && !hint->unique)
    return (Value){g_strdup("23:59:59.999999"), "the last moment of a day"};
  if (idea == IDEA_LEAST && !hint->unique)
    return (Value){g_strdup("00:00:00"), "midnight"};
  return (Value){
      g_strdup_printf("%02u:%02u:%02u", (guint)(n / 3600 % 24), (guint)(n / 60 % 60), (guint)(n % 60)), NULL};
}

Value make_interval(const Hint *hint, Idea idea, guint64 n, guint64 salt G_GNUC_UNUSED)
{
  if (idea == IDEA_GREATEST && !hint->unique)
    return (Value){g_strdup("178000000 years"), "the longest interval"};
  if (idea == IDEA_LEAST && !hint->unique)
    return (Value){g_strdup("-1 mons -2 days +03:04:05"), "a negative interval"};
  return (Value){g_strdup_printf("%" G_GUINT64_FORMAT " days 02:00:00", n + 1), NULL};
}
