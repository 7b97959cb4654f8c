#include "batches_range.h"

#include <string.h>

char *batches_range(const char *column, const char *behind, const char *until)
{
  return behind != NULL ? g_strdup_printf("%s > %s AND %s <= %s", column, behind, column, until)
                        : g_strdup_printf("%s <= %s", column, until);
}

/* The parts of a row; NULL: it is none. */
static GPtrArray *parts_of(MigharDialect dialect, const char *row)
{
  g_autofree char *inside = row != NULL && *row == '(' ? mighar_sql_parenthesised(dialect, row, NULL) : NULL;
  return inside != NULL ? mighar_sql_items(dialect, inside) : NULL;
}

/* Equal at the columns that both ends share, and between them at the first that they do not. */
static void append_bounds(GString *range, const GPtrArray *columns, const GPtrArray *behind,
                          const GPtrArray *until)
{
  for (guint i = 0; i < columns->len; i++) {
    const char *column = columns->pdata[i], *most = until->pdata[i];
    const char *least = behind != NULL ? behind->pdata[i] : NULL;
    if (g_strcmp0(least, most) != 0) {
      if (least != NULL)
        g_string_append_printf(range, "%s >= %s AND ", column, least);
      g_string_append_printf(range, "%s <= %s", column, most);
      return;
    }
    g_string_append_printf(range, "%s = %s AND ", column, most);
  }
  g_string_truncate(range, range->len - strlen(" AND "));
}

char *batches_guarded_range(MigharDialect dialect, const char *column, const char *behind, const char *until)
{
  g_autoptr(GPtrArray) columns = parts_of(dialect, column);
  g_autoptr(GPtrArray) least = parts_of(dialect, behind);
  g_autoptr(GPtrArray) most = parts_of(dialect, until);
  if (columns == NULL || most == NULL || most->len != columns->len ||
      (behind != NULL && (least == NULL || least->len != columns->len)))
    return batches_range(column, behind, until);
  GString *range = g_string_new(NULL);
  append_bounds(range, columns, least, most);
  if (behind != NULL)
    g_string_append_printf(range, " AND (%s > %s) IS TRUE", column, behind);
  g_string_append_printf(range, " AND (%s <= %s) IS TRUE", column, until);
  return g_string_free(range, FALSE);
}
