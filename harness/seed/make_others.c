#include "values.h"

/* The order of keys, white space and what numbers look like do not survive every type. */
Value make_json(const Hint *hint G_GNUC_UNUSED, Idea idea, guint64 n, guint64 salt G_GNUC_UNUSED)
{
  switch (idea) {
  case IDEA_MIXED:
    return (Value){g_strdup_printf("{\"b\": %" G_GUINT64_FORMAT ", \"a\": [1.10, null, \"Äé\"]}", n),
                   "keys out of order"};
  case IDEA_GREATEST:
    return (Value){g_strdup_printf("{\"n\": %" G_GUINT64_FORMAT ", \"large\": 12345678901234567890.5}", n),
                   NULL};
  case IDEA_LEAST:
    return (Value){g_strdup("{}"), NULL};
  default:
    return (Value){g_strdup_printf("{\"id\": %" G_GUINT64_FORMAT ", \"name\": \"Ada\"}", n), NULL};
  }
}

Value make_xml(const Hint *hint G_GNUC_UNUSED, Idea idea G_GNUC_UNUSED, guint64 n, guint64 salt G_GNUC_UNUSED)
{
  return (Value){g_strdup_printf("<row n=\"%" G_GUINT64_FORMAT "\">é</row>", n), NULL};
}

/* Version 4, as far as anybody can see. */
Value make_uuid(const Hint *hint G_GNUC_UNUSED, Idea idea G_GNUC_UNUSED, guint64 n, guint64 salt)
{
  guint64 a = value_mix(salt * 31 + n), b = value_mix(a ^ 0x9e3779b97f4a7c15u);
  return (Value){g_strdup_printf("%08x-%04x-4%03x-%04x-%012" G_GINT64_MODIFIER "x", (guint)(a >> 32),
                                 (guint)(a >> 16) & 0xffff, (guint)a & 0xfff,
                                 0x8000 | ((guint)(b >> 48) & 0x3fff),
                                 b & G_GUINT64_CONSTANT(0xffffffffffff)),
                 NULL};
}

Value make_network(const Hint *hint G_GNUC_UNUSED, Idea idea, guint64 n, guint64 salt G_GNUC_UNUSED)
{
  if (idea == IDEA_MIXED)
    return (Value){g_strdup_printf("2001:db8::%x/128", (guint)n & 0xffff), "an IPv6 address"};
  return (Value){
      g_strdup_printf("10.%u.%u.%u/32", (guint)(n >> 16) & 255, (guint)(n >> 8) & 255, (guint)n & 255), NULL};
}

Value make_label(const Hint *hint, Idea idea G_GNUC_UNUSED, guint64 n, guint64 salt G_GNUC_UNUSED)
{
  guint labels = hint->column->labels != NULL ? g_strv_length(hint->column->labels) : 0;
  return (Value){labels > 0 ? g_strdup(hint->column->labels[n % labels]) : NULL, NULL};
}

/* A column without a type keeps whatever comes as it comes. */
Value make_any(const Hint *hint, Idea idea, guint64 n, guint64 salt)
{
  return make_text(hint, idea, n, salt);
}
