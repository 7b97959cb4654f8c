/* One value of a row that is kept. */
#include "row_set.h"

#include <string.h>

static RowValueFacts facts_of(const RowValue *value)
{
  RowValueFacts facts;
  memcpy(&facts, row_value_text(value) - sizeof facts, sizeof facts);
  return facts;
}

gsize row_value_length(const RowValue *value)
{
  if (value->place == 0)
    return 0;
  return value->whole ? strlen(row_value_text(value)) : facts_of(value).length;
}

guint64 row_value_hash(const RowValue *value)
{
  if (value->place == 0)
    return 0;
  if (!value->whole)
    return facts_of(value).hash;
  const char *text = row_value_text(value);
  if (value->type == 't')
    return row_hash(&(MigharCell){text, strlen(text), 't'});
  gint64 integer = g_ascii_strtoll(text, NULL, 10);
  return row_hash(&(MigharCell){&integer, sizeof integer, 'i'});
}

gboolean row_value_equal(const RowValue *a, const RowValue *b)
{
  if (a->place == 0 || b->place == 0)
    return a->place == b->place;
  if (a->type != b->type || a->whole != b->whole)
    return FALSE;
  if (a->whole)
    return g_str_equal(row_value_text(a), row_value_text(b));
  const RowValueFacts left = facts_of(a), right = facts_of(b);
  return left.length == right.length && left.hash == right.hash;
}
