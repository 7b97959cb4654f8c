#include "hints.h"

#include <math.h>

static void mark_keys(Hint *hints, const MigharTable *table)
{
  for (guint k = 0; k < table->keys->len; k++) {
    const MigharKey *key = g_ptr_array_index(table->keys, k);
    for (guint i = 0; i < key->columns->len; i++) {
      Hint *hint = &hints[g_array_index(key->columns, guint, i)];
      hint->unique = TRUE;
      hint->key = hint->key || key->primary;
    }
  }
}

/* An expression may be over any of the columns, so that all texts are better told apart. */
static void mark_expressions(Hint *hints, const MigharTable *table)
{
  for (guint k = 0; k < table->keys->len; k++) {
    const MigharKey *key = g_ptr_array_index(table->keys, k);
    for (guint i = 0; key->expression && i < table->columns->len; i++)
      hints[i].unique = hints[i].unique || hints[i].column->kind == MIGHAR_VALUE_TEXT;
  }
}

Hint *hints_new(const MigharTable *table, MigharDialect dialect)
{
  Hint *hints = g_new0(Hint, table->columns->len + 1);
  for (guint i = 0; i < table->columns->len; i++) {
    hints[i].column = g_ptr_array_index(table->columns, i);
    hints[i].longest = hints[i].column->length;
    hints[i].values = g_ptr_array_new_with_free_func(g_free);
  }
  mark_keys(hints, table);
  mark_expressions(hints, table);
  for (guint i = 0; i < table->checks->len; i++)
    hints_mine(hints, table, dialect, g_ptr_array_index(table->checks, i), -1);
  for (guint c = 0; c < table->columns->len; c++) {
    const GPtrArray *checks = hints[c].column->checks;
    for (guint i = 0; checks != NULL && i < checks->len; i++)
      hints_mine(hints, table, dialect, g_ptr_array_index(checks, i), (int)c);
  }
  return hints;
}

void hints_free(Hint *hints, guint n)
{
  for (guint i = 0; hints != NULL && i < n; i++)
    g_ptr_array_unref(hints[i].values);
  g_free(hints);
}

static gboolean is_number(MigharValueKind kind)
{
  return kind == MIGHAR_VALUE_INTEGER || kind == MIGHAR_VALUE_NUMERIC || kind == MIGHAR_VALUE_FLOAT;
}

static gboolean allows_number(const Hint *hint, const char *text)
{
  double number = g_ascii_strtod(text, NULL);
  int bits = hint->column->bits;
  if (hint->column->kind == MIGHAR_VALUE_INTEGER && bits > 0 && bits < 64 &&
      fabs(number) >= ldexp(1, bits - 1))
    return FALSE;
  return (!hint->has_low || number >= hint->low) && (!hint->has_high || number <= hint->high);
}

static gboolean allows_length(const Hint *hint, const char *text)
{
  glong length = g_utf8_strlen(text, -1);
  return length >= hint->shortest && (hint->longest == 0 || length <= hint->longest);
}

gboolean hint_allows(const Hint *hint, const char *text)
{
  const MigharColumn *column = hint->column;
  if (hint->only_values && hint->values->len > 0)
    return g_ptr_array_find_with_equal_func(hint->values, text, g_str_equal, NULL);
  if (column->labels != NULL && column->kind == MIGHAR_VALUE_ENUM)
    return g_strv_contains((const char *const *)column->labels, text);
  if (is_number(column->kind))
    return allows_number(hint, text);
  return column->kind != MIGHAR_VALUE_TEXT || allows_length(hint, text);
}

gboolean hint_is_serial(const Hint *hint)
{
  gboolean begins_elsewhere = (hint->only_values && hint->values->len > 0) ||
                              (hint->has_low && hint->low > 1) || (hint->has_high && hint->high < 1);
  return hint->column->serial && !begins_elsewhere;
}
