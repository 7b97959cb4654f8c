#include "values.h"

#include <string.h>

static const ValueMaker makers[] = {
    [MIGHAR_VALUE_ANY] = make_any,           [MIGHAR_VALUE_INTEGER] = make_integer,
    [MIGHAR_VALUE_NUMERIC] = make_numeric,   [MIGHAR_VALUE_FLOAT] = make_float,
    [MIGHAR_VALUE_BOOLEAN] = make_boolean,   [MIGHAR_VALUE_TEXT] = make_text,
    [MIGHAR_VALUE_BYTES] = make_bytes,       [MIGHAR_VALUE_DATE] = make_date,
    [MIGHAR_VALUE_TIME] = make_time,         [MIGHAR_VALUE_TIMESTAMP] = make_timestamp,
    [MIGHAR_VALUE_INTERVAL] = make_interval, [MIGHAR_VALUE_UUID] = make_uuid,
    [MIGHAR_VALUE_JSON] = make_json,         [MIGHAR_VALUE_XML] = make_xml,
    [MIGHAR_VALUE_ENUM] = make_label,        [MIGHAR_VALUE_NETWORK] = make_network,
    [MIGHAR_VALUE_BITS] = make_bits,         [MIGHAR_VALUE_LITERAL] = make_label,
};

guint64 value_mix(guint64 number)
{
  number += 0x9e3779b97f4a7c15u;
  number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9u;
  number = (number ^ (number >> 27)) * 0x94d049bb133111ebu;
  return number ^ (number >> 31);
}

static Value make_element(const Hint *hint, Idea idea, guint64 n, guint64 salt)
{
  guint kind = hint->column->kind;
  return kind < G_N_ELEMENTS(makers) && makers[kind] != NULL ? makers[kind](hint, idea, n, salt)
                                                             : (Value){NULL, NULL};
}

static void append_element(GString *array, const char *element)
{
  g_string_append(array, array->len > 1 ? "," : "");
  if (element == NULL) {
    g_string_append(array, "NULL");
    return;
  }
  g_string_append_c(array, '"');
  for (const char *at = element; *at != '\0'; at++) {
    if (*at == '"' || *at == '\\')
      g_string_append_c(array, '\\');
    g_string_append_c(array, *at);
  }
  g_string_append_c(array, '"');
}

/* Mined lengths are those of the array; its elements have none. */
static Value make_array(const Hint *hint, Idea idea, guint64 n, guint64 salt)
{
  Hint element = *hint;
  element.shortest = 0;
  element.longest = hint->column->length;
  guint length = (guint)MAX(hint->shortest, 2);
  if (hint->longest > 0 && hint->longest != hint->column->length)
    length = MIN(length, (guint)hint->longest);
  if (idea == IDEA_LEAST && hint->shortest == 0 && !hint->unique)
    return (Value){g_strdup("{}"), "an empty array"};
  GString *array = g_string_new("{");
  for (guint i = 0; i < length; i++) {
    Value value = make_element(&element, i == 0 ? IDEA_TYPICAL : IDEA_MIXED, n + i, salt);
    append_element(array, value.text);
    g_free(value.text);
  }
  g_string_append_c(array, '}');
  return (Value){g_string_free(array, FALSE), NULL};
}

/* Apart from those of the other rows. */
static Value make_range(const Hint *hint, Idea idea, guint64 n, guint64 salt)
{
  if (idea == IDEA_LEAST && !hint->unique)
    return (Value){g_strdup("empty"), "an empty range"};
  if (idea == IDEA_GREATEST && !hint->unique)
    return (Value){g_strdup("(,)"), "a range without bounds"};
  Value first = make_element(hint, IDEA_TYPICAL, 10 * n, salt);
  Value last = make_element(hint, IDEA_TYPICAL, 10 * n + 5, salt);
  char *range = first.text != NULL && last.text != NULL
                    ? g_strdup_printf("[\"%s\",\"%s\")", first.text, last.text)
                    : g_strdup("empty");
  g_free(first.text);
  g_free(last.text);
  return (Value){range, NULL};
}

Value value_make(const Hint *hint, Idea idea, guint64 n, guint64 salt)
{
  if (hint->only_values && hint->values->len > 0)
    return (Value){g_strdup(g_ptr_array_index(hint->values, n % hint->values->len)), NULL};
  if (hint->column->wrap == MIGHAR_WRAP_ARRAY)
    return make_array(hint, idea, n, salt);
  if (hint->column->wrap == MIGHAR_WRAP_RANGE)
    return make_range(hint, idea, n, salt);
  return make_element(hint, idea, n, salt);
}
