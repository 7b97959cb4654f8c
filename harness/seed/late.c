/* Values that a schema allows and the one before did not. */
#include "values.h"

/* How much longer than before, where nothing limits it any more. */
#define LONGER 50

static gboolean is_listed(char **labels, const char *label)
{
  return labels != NULL && g_strv_contains((const char *const *)labels, label);
}

static Value new_label(const Hint *hint)
{
  for (guint i = 0; hint->column->labels != NULL && hint->column->labels[i] != NULL; i++)
    if (!is_listed(hint->before->labels, hint->column->labels[i]))
      return (Value){g_strdup(hint->column->labels[i]), "a label that is new"};
  return (Value){NULL, NULL};
}

static Value longer_text(const Hint *hint, guint64 n)
{
  int now = hint->column->length, then = hint->before->length;
  if (then == 0 || (now != 0 && now <= then))
    return (Value){NULL, NULL};
  g_autofree char *start = g_strdup_printf("%" G_GUINT64_FORMAT " late ", n);
  guint length = (guint)(now == 0 ? then + LONGER : now);
  return (Value){text_of_length(start, MIN(length, 10000)), "a text longer than before"};
}

static Value larger_integer(const Hint *hint, guint64 n)
{
  int then = hint->before->bits;
  if (then == 0 || then >= 64 || hint->column->bits <= then)
    return (Value){NULL, NULL};
  gint64 number = (((gint64)1) << (then - 1)) + (gint64)n;
  return (Value){g_strdup_printf("%" G_GINT64_FORMAT, number), "a number larger than before"};
}

static Value larger_numeric(const Hint *hint)
{
  int now = hint->column->precision, then = hint->before->precision;
  if (hint->before->kind == MIGHAR_VALUE_INTEGER)
    return (Value){g_strdup("1.5"), "a fraction"};
  if (then == 0 || (now != 0 && now <= then))
    return (Value){NULL, NULL};
  GString *digits = g_string_new("1");
  int whole = (now == 0 ? then + 5 : now) - MAX(hint->column->scale, 0);
  for (int i = 1; i < whole; i++)
    g_string_append_c(digits, '0');
  return (Value){g_string_free(digits, FALSE), "a number with more digits than before"};
}

static Value newly_checked(const Hint *hint, guint64 n, guint64 salt)
{
  if (hint->column->kind == hint->before->kind || hint->before->kind == MIGHAR_VALUE_UNKNOWN)
    return (Value){NULL, NULL};
  Value value = value_make(hint, IDEA_MIXED, n, salt);
  value.note = "a value of its new type";
  return value;
}

Value value_make_late(const Hint *hint, guint64 n, guint64 salt)
{
  Value value = {NULL, NULL};
  if (hint->before == NULL)
    return value;
  if (hint->column->nullable && !hint->before->nullable)
    return (Value){NULL, "NULL"};
  if (hint->column->wrap != MIGHAR_WRAP_NONE || hint->checked)
    return value;
  if (hint->column->kind == MIGHAR_VALUE_ENUM)
    value = new_label(hint);
  else if (hint->column->kind == MIGHAR_VALUE_TEXT)
    value = longer_text(hint, n);
  else if (hint->column->kind == MIGHAR_VALUE_INTEGER)
    value = larger_integer(hint, n);
  else if (hint->column->kind == MIGHAR_VALUE_NUMERIC)
    value = larger_numeric(hint);
  return value.text != NULL ? value : newly_checked(hint, n, salt);
}
