/* Values that a schema allows and the one before did not. */
#include "values.h"

#include <math.h>

/* How much longer than before, where nothing limits it any more. */
#define LONGER  50
#define LONGEST 10000

/* Values of one column, and what is notable about each. */
typedef struct {
  const Hint *hint, *before;
  guint64 n, salt;
  GPtrArray *texts; /* char * */
  GPtrArray *notes; /* const char * */
} Finding;

/* Takes text over. What CHECKs forbid, or have allowed before, is none. */
static void add(const Finding *finding, char *text, const char *note)
{
  g_autofree char *owned = text;
  if (text == NULL || !hint_allows(finding->hint, text))
    return;
  g_ptr_array_add(finding->texts, g_steal_pointer(&owned));
  g_ptr_array_add(finding->notes, (gpointer)note);
}

static void add_labels(const Finding *finding)
{
  char **now = finding->hint->column->labels, **then = finding->before->column->labels;
  for (guint i = 0; now != NULL && now[i] != NULL; i++)
    if (then == NULL || !g_strv_contains((const char *const *)then, now[i]))
      add(finding, g_strdup(now[i]), "a label that is new");
}

/* Those that CHECKs list now, and those that they mention and did not allow. */
static void add_listed(const Finding *finding)
{
  const GPtrArray *values = finding->hint->values;
  for (guint i = 0; i < values->len; i++)
    if (!hint_allows(finding->before, g_ptr_array_index(values, i)))
      add(finding, g_strdup(g_ptr_array_index(values, i)), "a value that was not allowed before");
}

static char *text_long(const Finding *finding, int length)
{
  g_autofree char *start = g_strdup_printf("%" G_GUINT64_FORMAT " late ", finding->n);
  return text_of_length(start, (guint)CLAMP(length, 0, LONGEST));
}

/* Of texts that may have any characters, as long as there are enough of them and not too many. */
static void add_texts(const Finding *finding)
{
  const Hint *now = finding->hint, *then = finding->before;
  if (then->longest > 0 && (now->longest == 0 || now->longest > then->longest))
    add(finding, text_long(finding, now->longest == 0 ? then->longest + LONGER : now->longest),
        "a text longer than before");
  if (then->shortest > now->shortest)
    add(finding, text_long(finding, then->shortest - 1), "a text shorter than before");
}

static void add_number(const Finding *finding, double number, const char *note)
{
  gboolean whole = finding->hint->column->kind == MIGHAR_VALUE_INTEGER || number == floor(number);
  char text[64];
  if (fabs(number) < 1e15)
    add(finding, g_strdup(g_ascii_formatd(text, sizeof text, whole ? "%.0f" : "%.2f", number)), note);
}

/* Just outside of what CHECKs allowed. */
static void add_beyond_bounds(const Finding *finding)
{
  const Hint *then = finding->before;
  if (then->has_high)
    add_number(finding, then->high + 1, "a number larger than before");
  if (then->has_low)
    add_number(finding, then->low - 1, "a number smaller than before");
}

static void add_larger_integer(const Finding *finding)
{
  int then = finding->before->column->bits;
  if (then == 0 || then >= 64 || finding->hint->column->bits <= then)
    return;
  gint64 number = (((gint64)1) << (then - 1)) + (gint64)finding->n;
  add(finding, g_strdup_printf("%" G_GINT64_FORMAT, number), "a number larger than before");
}

static void add_larger_numeric(const Finding *finding)
{
  const MigharColumn *column = finding->hint->column;
  int now = column->precision, then = finding->before->column->precision;
  if (finding->before->column->kind == MIGHAR_VALUE_INTEGER) {
    add(finding, g_strdup("1.5"), "a fraction");
    return;
  }
  if (then == 0 || (now != 0 && now <= then))
    return;
  g_autoptr(GString) digits = g_string_new("1");
  int whole = (now == 0 ? then + 5 : now) - MAX(column->scale, 0);
  for (int i = 1; i < whole; i++)
    g_string_append_c(digits, '0');
  add(finding, g_strdup(digits->str), "a number with more digits than before");
}

static void add_of_new_type(const Finding *finding)
{
  const MigharColumn *column = finding->hint->column, *before = finding->before->column;
  if (finding->texts->len > 0 || column->kind == before->kind || before->kind == MIGHAR_VALUE_UNKNOWN)
    return;
  add(finding, value_make(finding->hint, IDEA_MIXED, finding->n, finding->salt).text,
      "a value of its new type");
}

/* A list that was widened to anything. */
static void add_unlisted(const Finding *finding)
{
  if (finding->texts->len > 0 || !finding->before->only_values || finding->hint->only_values)
    return;
  Value value = value_make(finding->hint, IDEA_MIXED, finding->n, finding->salt);
  if (value.text != NULL && !hint_allows(finding->before, value.text))
    add(finding, g_steal_pointer(&value.text), "a value that was not allowed before");
  g_free(value.text);
}

static void find(const Finding *finding)
{
  MigharValueKind kind = finding->hint->column->kind;
  add_labels(finding);
  if (kind == MIGHAR_VALUE_TEXT)
    add_texts(finding);
  if (kind == MIGHAR_VALUE_INTEGER)
    add_larger_integer(finding);
  if (kind == MIGHAR_VALUE_NUMERIC)
    add_larger_numeric(finding);
  if (kind == MIGHAR_VALUE_INTEGER || kind == MIGHAR_VALUE_NUMERIC || kind == MIGHAR_VALUE_FLOAT)
    add_beyond_bounds(finding);
  add_listed(finding);
  add_unlisted(finding);
  add_of_new_type(finding);
}

Value value_make_late(const Hint *hint, guint index, guint64 n, guint64 salt)
{
  const Hint *before = hint->before;
  if (before == NULL)
    return (Value){NULL, NULL};
  gboolean may_be_null = hint->column->nullable && !before->column->nullable;
  if (may_be_null && index == 0)
    return (Value){NULL, "NULL"};
  if (hint->column->wrap != MIGHAR_WRAP_NONE)
    return (Value){NULL, NULL};
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GPtrArray) notes = g_ptr_array_new();
  find(&(Finding){hint, before, n, salt, texts, notes});
  index -= may_be_null;
  if (index >= texts->len)
    return (Value){NULL, NULL};
  return (Value){g_strdup(g_ptr_array_index(texts, index)), g_ptr_array_index(notes, index)};
}
