#include "rows_text.h"

static void append_quoted(GString *sql, const char *text, char quote)
{
  g_string_append_c(sql, quote);
  for (const char *at = text; *at != '\0'; at++) {
    if (*at == quote)
      g_string_append_c(sql, quote);
    g_string_append_c(sql, *at);
  }
  g_string_append_c(sql, quote);
}

void rows_append_name(GString *sql, const char *name)
{
  append_quoted(sql, name, '"');
}

gboolean rows_is_bare_bytes(const MigharColumn *column, const char *value)
{
  return column != NULL && column->kind == MIGHAR_VALUE_BYTES && column->wrap == MIGHAR_WRAP_NONE &&
         !g_str_has_prefix(value, "\\x");
}

void rows_append_value(GString *sql, const MigharColumn *column, const char *value)
{
  if (value == NULL) {
    g_string_append(sql, "NULL");
    return;
  }
  if (value == mighar_default) {
    g_string_append(sql, "DEFAULT");
    return;
  }
  g_autofree char *bytes = rows_is_bare_bytes(column, value) ? g_strconcat("\\x", value, NULL) : NULL;
  append_quoted(sql, bytes != NULL ? bytes : value, '\'');
}

const MigharColumn *rows_column(const MigharInsert *insert, guint index)
{
  if (insert->described == NULL)
    return NULL;
  int found = mighar_table_column(insert->described, g_ptr_array_index(insert->columns, index));
  return found >= 0 ? g_ptr_array_index(insert->described->columns, found) : NULL;
}

static void append_values(GString *sql, const MigharInsert *insert)
{
  g_string_append(sql, ") OVERRIDING SYSTEM VALUE VALUES ");
  for (guint r = 0; r < insert->rows->len; r++) {
    char **row = g_ptr_array_index(insert->rows, r);
    for (guint i = 0; i < insert->columns->len; i++) {
      g_string_append(sql, i > 0 ? ", " : r > 0 ? ", (" : "(");
      rows_append_value(sql, rows_column(insert, i), row[i]);
    }
    g_string_append_c(sql, ')');
  }
}

/* VALUES cannot be rows of nothing; a query can. */
static void append_insert(GString *sql, const MigharInsert *insert)
{
  g_string_append_printf(sql, "INSERT INTO %s ", insert->table);
  if (insert->columns->len == 0) {
    g_string_append_printf(sql, "SELECT FROM pg_catalog.generate_series(1, %u)", insert->rows->len);
    return;
  }
  for (guint i = 0; i < insert->columns->len; i++) {
    g_string_append(sql, i > 0 ? ", " : "(");
    rows_append_name(sql, g_ptr_array_index(insert->columns, i));
  }
  append_values(sql, insert);
}

static guint count_returning(const MigharInsert *insert)
{
  return insert->returning != NULL ? insert->returning->len : 0;
}

/* first: what is returned before that; or NULL. */
static void append_returning(GString *sql, const MigharInsert *insert, const char *first)
{
  if (count_returning(insert) > 0)
    g_string_append_printf(sql, " RETURNING %s", first != NULL ? first : "");
  for (guint i = 0; i < count_returning(insert); i++) {
    g_string_append(sql, i > 0 ? ", " : "");
    rows_append_name(sql, g_ptr_array_index(insert->returning, i));
    g_string_append_printf(sql, "::pg_catalog.text AS r%u", i);
  }
}

/* All of them are as wide as the widest. */
static void append_returned(GString *sql, const MigharInsert *inserts, guint n)
{
  guint width = 0;
  gboolean first = TRUE;
  for (guint i = 0; i < n; i++)
    width = MAX(width, count_returning(&inserts[i]));
  for (guint i = 0; i < n; i++) {
    if (count_returning(&inserts[i]) == 0)
      continue;
    g_string_append_printf(sql, "%s SELECT %u", first ? "" : " UNION ALL", i);
    for (guint c = 0; c < width; c++)
      g_string_append_printf(sql, c < count_returning(&inserts[i]) ? ", r%u" : ", NULL", c);
    g_string_append_printf(sql, " FROM mighar_%u", i);
    first = FALSE;
  }
  if (first)
    g_string_append(sql, " SELECT WHERE false");
}

void rows_append_inserts(GString *sql, const MigharInsert *inserts, guint n)
{
  if (n == 1) {
    append_insert(sql, inserts);
    append_returning(sql, inserts, "0, ");
    return;
  }
  for (guint i = 0; i < n; i++) {
    g_string_append_printf(sql, "%s mighar_%u AS (", i > 0 ? "," : "WITH", i);
    append_insert(sql, &inserts[i]);
    append_returning(sql, &inserts[i], NULL);
    g_string_append_c(sql, ')');
  }
  append_returned(sql, inserts, n);
}

static void append_key(GString *sql, const MigharInsert *keys, guint index, const char *value,
                       gboolean as_text)
{
  rows_append_name(sql, g_ptr_array_index(keys->columns, index));
  if (value == NULL) {
    g_string_append(sql, " IS NULL");
    return;
  }
  g_string_append(sql, as_text ? "::pg_catalog.text = " : " = ");
  rows_append_value(sql, rows_column(keys, index), value);
}

static void append_row(GString *sql, const MigharInsert *keys, guint r, gboolean as_text)
{
  char **row = g_ptr_array_index(keys->rows, r);
  for (guint i = 0; i < keys->columns->len; i++) {
    g_string_append(sql, i > 0 ? " AND " : "(");
    append_key(sql, keys, i, row[i], as_text);
  }
  g_string_append_c(sql, ')');
}

/* Whether a list of values says the same as a condition for each row. */
static gboolean is_list(const MigharInsert *keys)
{
  if (keys->columns->len != 1 || keys->rows->len < 2)
    return FALSE;
  for (guint r = 0; r < keys->rows->len; r++)
    if (*(char **)g_ptr_array_index(keys->rows, r) == NULL)
      return FALSE;
  return TRUE;
}

/* A list is planned in half the time. */
static void append_list(GString *sql, const MigharInsert *keys, gboolean as_text)
{
  g_string_append(sql, " WHERE ");
  rows_append_name(sql, g_ptr_array_index(keys->columns, 0));
  g_string_append(sql, as_text ? "::pg_catalog.text IN (" : " IN (");
  for (guint r = 0; r < keys->rows->len; r++) {
    g_string_append(sql, r > 0 ? ", " : "");
    rows_append_value(sql, rows_column(keys, 0), *(char **)g_ptr_array_index(keys->rows, r));
  }
  g_string_append_c(sql, ')');
}

void rows_append_condition(GString *sql, const MigharInsert *keys, gboolean as_text)
{
  if (is_list(keys)) {
    append_list(sql, keys, as_text);
    return;
  }
  for (guint r = 0; r < keys->rows->len; r++) {
    g_string_append(sql, r > 0 ? " OR " : " WHERE ");
    append_row(sql, keys, r, as_text);
  }
}

/* How many of the rows before it have the same values. */
static guint count_alike(const MigharInsert *keys, guint r)
{
  char **row = g_ptr_array_index(keys->rows, r);
  guint alike = 0;
  for (guint i = 0; i < r; i++) {
    char **other = g_ptr_array_index(keys->rows, i);
    gboolean same = TRUE;
    for (guint c = 0; same && c < keys->columns->len; c++)
      same = g_strcmp0(row[c], other[c]) == 0;
    alike += same ? 1 : 0;
  }
  return alike;
}

void rows_append_one_each(GString *sql, const MigharInsert *keys, gboolean as_text)
{
  for (guint r = 0; r < keys->rows->len; r++) {
    g_string_append_printf(sql, "%s (tableoid, ctid) = (SELECT tableoid, ctid FROM %s WHERE ",
                           r > 0 ? " OR" : " WHERE", keys->table);
    append_row(sql, keys, r, as_text);
    g_string_append_printf(sql, " LIMIT 1 OFFSET %u)", count_alike(keys, r));
  }
}
