#include "values.h"

#include <math.h>

/* What doubles can tell apart; CHECKs are mined as doubles. */
#define EXACT 9007199254740992.0

static gint64 greatest(const Hint *hint)
{
  guint bits = hint->column->bits > 0 ? (guint)hint->column->bits : 64;
  gint64 of_type = bits >= 64 ? G_MAXINT64 : (((gint64)1) << (bits - 1)) - 1;
  return hint->has_high && hint->high < EXACT ? MIN(of_type, (gint64)floor(hint->high)) : of_type;
}

static gint64 least(const Hint *hint)
{
  guint bits = hint->column->bits > 0 ? (guint)hint->column->bits : 64;
  gint64 of_type = bits >= 64 ? G_MININT64 : -(((gint64)1) << (bits - 1));
  if (g_strcmp0(hint->column->type, "oid") == 0)
    of_type = 0;
  return hint->has_low && hint->low > -EXACT ? MAX(of_type, (gint64)ceil(hint->low)) : of_type;
}

/* Within what is allowed, beginning with it where it does not begin below 1. */
static gint64 typical(const Hint *hint, guint64 n)
{
  gint64 low = MAX(least(hint), MIN(1, greatest(hint))), high = greatest(hint);
  guint64 wide = (guint64)high - (guint64)low;
  if (high < low)
    return low;
  return wide == G_MAXUINT64 ? (gint64)n : (gint64)((guint64)low + n % (wide + 1));
}

/* Keys are as applications make them, and apart from the first ones, which migrations like to write. */
#define KEY_FIRST 1000

Value make_integer(const Hint *hint, Idea idea, guint64 n, guint64 salt G_GNUC_UNUSED)
{
  gint64 number = typical(hint, hint->key ? n + KEY_FIRST : n);
  const char *note = NULL;
  if (hint->key)
    return (Value){g_strdup_printf("%" G_GINT64_FORMAT, number), NULL};
  if (idea == IDEA_GREATEST && greatest(hint) > (gint64)n + 1000) {
    number = greatest(hint) - (hint->unique ? (gint64)n : 0);
    note = "the largest number";
  } else if (idea == IDEA_LEAST && least(hint) <= 0) {
    number = least(hint) + (hint->unique ? (gint64)n : 0);
    note = least(hint) < 0 ? "the smallest number" : NULL;
  } else if (idea == IDEA_NOTHING && least(hint) <= 0 && !hint->unique) {
    number = 0;
  }
  return (Value){g_strdup_printf("%" G_GINT64_FORMAT, number), note};
}

static char *all_nines(int digits, int scale, gboolean negative)
{
  GString *text = g_string_new(negative ? "-" : "");
  if (digits - scale <= 0)
    g_string_append(text, "0");
  for (int i = 0; i < digits - scale; i++)
    g_string_append_c(text, '9');
  if (scale > 0)
    g_string_append_c(text, '.');
  for (int i = 0; i < scale; i++)
    g_string_append_c(text, i < scale - digits ? '0' : '9');
  return g_string_free(text, FALSE);
}

static char *decimal(const Hint *hint, double number, int scale)
{
  char text[64];
  if (hint->has_low)
    number = MAX(number, hint->low);
  if (hint->has_high)
    number = MIN(number, hint->high);
  g_ascii_formatd(text, sizeof text, scale == 0 ? "%.0f" : scale == 1 ? "%.1f" : "%.2f", number);
  return g_strdup(text);
}

Value make_numeric(const Hint *hint, Idea idea, guint64 n, guint64 salt G_GNUC_UNUSED)
{
  const MigharColumn *column = hint->column;
  int scale = column->scale < 0 ? 2 : column->scale;
  gboolean narrow = column->precision > 0 && column->precision - scale < 4;
  double number = narrow ? (double)(n % 10) / pow(10, MAX(scale, 0)) : (double)(n + 1) + 0.5;
  if (idea == IDEA_GREATEST && !hint->has_high && !hint->unique)
    return (Value){column->precision > 0 ? all_nines(column->precision, scale, FALSE)
                                         : g_strdup("12345678901234567890.123456789"),
                   "the largest number"};
  if (idea == IDEA_LEAST && !hint->has_low && !hint->unique)
    return (Value){column->precision > 0 ? all_nines(column->precision, scale, TRUE) : g_strdup("-0.000001"),
                   "a negative number"};
  if (idea == IDEA_NOTHING && !hint->unique)
    number = 0;
  return (Value){decimal(hint, number, MIN(scale, 2)), NULL};
}

Value make_float(const Hint *hint, Idea idea, guint64 n, guint64 salt G_GNUC_UNUSED)
{
  gboolean is_single = hint->column->bits == 32;
  if (idea == IDEA_GREATEST && !hint->has_high && !hint->unique)
    return (Value){g_strdup(is_single ? "3.4028235e38" : "1.7976931348623157e308"), "the largest number"};
  if (idea == IDEA_LEAST && !hint->has_low && !hint->unique)
    return (Value){g_strdup(is_single ? "-16777217.1" : "-0.1"), "a negative number"};
  if (idea == IDEA_MIXED && !hint->has_high && !hint->has_low)
    return (Value){g_strdup_printf("%" G_GUINT64_FORMAT ".1", n + 1), NULL};
  return (Value){decimal(hint, idea == IDEA_NOTHING && !hint->unique ? 0 : (double)n + 1.5, 2), NULL};
}

Value make_boolean(const Hint *hint G_GNUC_UNUSED, Idea idea G_GNUC_UNUSED, guint64 n,
                   guint64 salt G_GNUC_UNUSED)
{
  return (Value){g_strdup(n % 2 == 0 ? "true" : "false"), NULL};
}
