#include "rows_statement.h"

#include "connection.h"
#include "rows_refusal.h"

#include <string.h>

static void append_name(GString *sql, const char *name)
{
  g_auto(GStrv) parts = g_strsplit(name, "\"", -1);
  g_autofree char *escaped = g_strjoinv("\"\"", parts);
  g_string_append_printf(sql, "\"%s\"", escaped);
}

static MigharValueKind kind_of(const MigharInsert *insert, guint index)
{
  int found = insert->described == NULL
                  ? -1
                  : mighar_table_column(insert->described, g_ptr_array_index(insert->columns, index));
  return found < 0 ? MIGHAR_VALUE_UNKNOWN
                   : ((const MigharColumn *)g_ptr_array_index(insert->described->columns, found))->kind;
}

static void bind_bytes(sqlite3_stmt *statement, int place, const char *digits)
{
  gsize length = strlen(digits) / 2;
  g_autofree guint8 *bytes = g_malloc(length + 1);
  for (gsize i = 0; i < length; i++)
    bytes[i] = (guint8)(g_ascii_xdigit_value(digits[2 * i]) << 4 | g_ascii_xdigit_value(digits[2 * i + 1]));
  sqlite3_bind_blob64(statement, place, bytes, length, SQLITE_TRANSIENT);
}

void sqlite_bind_value(sqlite3_stmt *statement, int place, MigharValueKind kind, const char *value)
{
  if (value == NULL)
    sqlite3_bind_null(statement, place);
  else if (kind == MIGHAR_VALUE_BYTES)
    bind_bytes(statement, place, value);
  else if (kind == MIGHAR_VALUE_BOOLEAN && (g_str_equal(value, "true") || g_str_equal(value, "false")))
    sqlite3_bind_int(statement, place, g_str_equal(value, "true"));
  else
    sqlite3_bind_text(statement, place, value, -1, SQLITE_TRANSIENT);
}

static sqlite3_stmt *prepare(sqlite3 *connection, const char *sql, MigharRefusal *refusal)
{
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(connection, sql, -1, &statement, NULL) != SQLITE_OK)
    sqlite_explain_refusal(connection, refusal);
  return statement;
}

/* SQLite has no word for a default: a column that takes its own is left out. A column has to be named, if
 * only the rowid. */
static char *insert_text(const MigharInsert *insert, char **row)
{
  g_autoptr(GString) sql = g_string_new(NULL);
  g_autoptr(GString) values = g_string_new(NULL);
  g_string_append_printf(sql, "INSERT INTO main.%s", insert->table);
  for (guint i = 0; i < insert->columns->len; i++) {
    if (row[i] == mighar_default)
      continue;
    g_string_append(sql, values->len > 0 ? ", " : " (");
    append_name(sql, g_ptr_array_index(insert->columns, i));
    g_string_append(values, values->len > 0 ? ", ?" : "?");
  }
  if (values->len > 0)
    g_string_append_printf(sql, ") VALUES (%s)", values->str);
  else
    g_string_append(sql, " DEFAULT VALUES");
  for (guint i = 0; insert->returning != NULL && i < insert->returning->len; i++) {
    g_string_append(sql, i > 0 ? ", " : " RETURNING ");
    append_name(sql, g_ptr_array_index(insert->returning, i));
  }
  return g_string_free(g_steal_pointer(&sql), FALSE);
}

static char *column_text(sqlite3_stmt *statement, int column)
{
  gint64 integer = sqlite3_column_int64(statement, column);
  double real = sqlite3_column_double(statement, column);
  MigharCell cell = {.type = 'n'};
  switch (sqlite3_column_type(statement, column)) {
  case SQLITE_INTEGER:
    cell = (MigharCell){&integer, sizeof integer, 'i'};
    break;
  case SQLITE_FLOAT:
    cell = (MigharCell){&real, sizeof real, 'r'};
    break;
  case SQLITE_TEXT:
    cell = (MigharCell){sqlite3_column_text(statement, column), 0, 't'};
    cell.length = (gsize)sqlite3_column_bytes(statement, column);
    break;
  case SQLITE_BLOB:
    cell = (MigharCell){sqlite3_column_blob(statement, column), 0, 'b'};
    cell.length = (gsize)sqlite3_column_bytes(statement, column);
    break;
  default:
    break;
  }
  return mighar_cell_text(&cell);
}

static void keep_returned(sqlite3_stmt *statement, const MigharInsert *insert)
{
  if (insert->returning == NULL)
    return;
  char **row = mighar_rows_add(insert->returned, NULL, insert->returning->len);
  for (guint i = 0; i < insert->returning->len; i++)
    row[i] = column_text(statement, (int)i);
}

static gboolean step(sqlite3 *connection, sqlite3_stmt *statement, const MigharInsert *insert,
                     MigharRefusal *refusal)
{
  int code;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW)
    keep_returned(statement, insert);
  if (code != SQLITE_DONE)
    sqlite_explain_refusal(connection, refusal);
  sqlite3_reset(statement);
  return code == SQLITE_DONE;
}

static void bind_row(sqlite3_stmt *statement, const MigharInsert *insert, char **row, int place)
{
  for (guint i = 0; i < insert->columns->len; i++)
    if (row[i] != mighar_default)
      sqlite_bind_value(statement, place++, kind_of(insert, i), row[i]);
}

/* Virtual tables return nothing (https://www.sqlite.org/lang_returning.html). */
static gboolean insert_row(sqlite3 *connection, const MigharInsert *insert, char **row,
                           sqlite3_stmt **statement, char **prepared, MigharRefusal *refusal)
{
  g_autofree char *sql = insert_text(insert, row);
  if (*prepared == NULL || !g_str_equal(*prepared, sql)) {
    sqlite3_finalize(g_steal_pointer(statement));
    *statement = prepare(connection, sql, refusal);
    if (*statement == NULL)
      return FALSE;
    g_free(*prepared);
    *prepared = g_steal_pointer(&sql);
  }
  bind_row(*statement, insert, row, 1);
  return step(connection, *statement, insert, refusal);
}

gboolean sqlite_insert_rows(sqlite3 *connection, const MigharInsert *insert, MigharRefusal *refusal)
{
  g_autoptr(sqlite3_stmt) statement = NULL;
  g_autofree char *prepared = NULL;
  for (guint r = 0; r < insert->rows->len; r++)
    if (!insert_row(connection, insert, g_ptr_array_index(insert->rows, r), &statement, &prepared, refusal))
      return FALSE;
  return TRUE;
}

/* A value that went in or came out as a text is not always stored as one. */
static void append_comparison(GString *sql, const char *name, gboolean loose, guint place)
{
  g_autoptr(GString) column = g_string_new(NULL);
  append_name(column, name);
  if (loose)
    g_string_append_printf(
        sql,
        "(%s IS ?%u OR CAST(%s AS TEXT) IS ?%u OR typeof(%s) = 'blob' AND lower(hex(%s)) IS "
        "?%u)",
        column->str, place, column->str, place, column->str, column->str, place);
  else
    g_string_append_printf(sql, "%s IS ?%u", column->str, place);
}

static char *keyed_text(const char *command, const MigharInsert *keys, guint place, gboolean loose,
                        gboolean one_of_several)
{
  GString *sql = g_string_new(command);
  for (guint i = 0; i < keys->columns->len; i++) {
    g_string_append(sql, i > 0 ? " AND " : " WHERE ");
    append_comparison(sql, g_ptr_array_index(keys->columns, i), loose, place + i);
  }
  if (one_of_several)
    g_string_append(sql, " LIMIT 1)");
  return g_string_free(sql, FALSE);
}

/* A row is looked for by what an index finds at first, and if that is none by what it looks like. */
static gboolean change_row(sqlite3 *connection, const char *command, const MigharInsert *values,
                           const MigharInsert *keys, char **key, MigharRefusal *refusal)
{
  guint n_values = values != NULL ? values->columns->len : 0;
  for (gboolean loose = FALSE; loose <= TRUE; loose++) {
    g_autofree char *sql = keyed_text(command, keys, n_values + 1, loose, values == NULL && !keys->is_key);
    g_autoptr(sqlite3_stmt) statement = prepare(connection, sql, refusal);
    if (statement == NULL)
      return FALSE;
    if (values != NULL)
      bind_row(statement, values, g_ptr_array_index(values->rows, 0), 1);
    bind_row(statement, keys, key, (int)n_values + 1);
    if (!step(connection, statement, keys, refusal))
      return FALSE;
    if (sqlite3_changes(connection) > 0)
      return TRUE;
  }
  return TRUE;
}

gboolean sqlite_update_row(sqlite3 *connection, const MigharInsert *values, const MigharInsert *keys,
                           MigharRefusal *refusal)
{
  g_autoptr(GString) command = g_string_new(NULL);
  g_string_append_printf(command, "UPDATE main.%s SET ", values->table);
  for (guint i = 0; i < values->columns->len; i++) {
    g_string_append(command, i > 0 ? ", " : "");
    append_name(command, g_ptr_array_index(values->columns, i));
    g_string_append_printf(command, " = ?%u", i + 1);
  }
  return change_row(connection, command->str, values, keys, g_ptr_array_index(keys->rows, 0), refusal);
}

gboolean sqlite_remove_rows(sqlite3 *connection, const MigharInsert *keys, MigharRefusal *refusal)
{
  g_autofree char *command =
      keys->is_key ? g_strdup_printf("DELETE FROM main.%s", keys->table)
                   : g_strdup_printf("DELETE FROM main.%s WHERE rowid = (SELECT rowid FROM main.%s",
                                     keys->table, keys->table);
  for (guint r = 0; keys->columns->len > 0 && r < keys->rows->len; r++)
    if (!change_row(connection, command, NULL, keys, g_ptr_array_index(keys->rows, r), refusal))
      return FALSE;
  return TRUE;
}
