/* Many rows at once: one statement, prepared once. Rows that others refer to are read along with it, in the
 * order of their keys, so that no more than one of them is held. */
#include "rows.h"

#include "connection.h"
#include "names.h"
#include "rows_refusal.h"
#include "rows_statement.h"

/* The rows of one reference, by turns. */
typedef struct {
  const MigharSource *source; /* one of its sources */
  sqlite3_stmt *statement;    /* on the row that is next to be used; NULL: not begun */
  guint64 left;               /* rows that are still to use it */
} Cursor;

typedef struct {
  sqlite3 *connection;
  const MigharGeneration *generation;
  sqlite3_stmt *insert;
  Cursor *cursors;  /* as many as sources; those of the first source of each reference are used */
  Cursor **reading; /* for each source of a row its cursor; NULL for others */
  GString *buffer;
  guint64 *written;
  MigharRefusal *refusal;
} Writing;

static const MigharSource *source_at(const Writing *writing, guint i)
{
  return g_ptr_array_index(writing->generation->sources, i);
}

static sqlite3_stmt *prepare(const Writing *writing, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(writing->connection, sql, -1, &statement, NULL) != SQLITE_OK)
    sqlite_explain_refusal(writing->connection, writing->refusal);
  return statement;
}

static void append_names(GString *sql, const GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *quoted = name_quote(g_ptr_array_index(names, i));
    g_string_append_printf(sql, "%s%s", i > 0 ? ", " : "", quoted);
  }
}

static char *word_insert(const MigharGeneration *generation)
{
  g_autoptr(GString) sql = g_string_new(NULL);
  g_autoptr(GString) values = g_string_new(NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < generation->sources->len; i++) {
    g_ptr_array_add(names, ((const MigharSource *)g_ptr_array_index(generation->sources, i))->column->name);
    g_string_append(values, i > 0 ? ", ?" : "?");
  }
  g_string_append_printf(sql, "INSERT INTO main.%s ", generation->table->name);
  if (names->len > 0) {
    g_string_append_c(sql, '(');
    append_names(sql, names);
    g_string_append_printf(sql, ") VALUES (%s)", values->str);
    g_string_append(sql, generation->lenient ? " ON CONFLICT DO NOTHING" : "");
  } else {
    g_string_append(sql, "DEFAULT VALUES");
  }
  return g_string_free(g_steal_pointer(&sql), FALSE);
}

/* Rows that are referred to */

/* A table that refers to itself grows while it is read: the limit keeps to the rows that were there. */
static gboolean cursor_begin(const Writing *writing, Cursor *cursor, guint64 place)
{
  const MigharReference *reference = cursor->source->reference;
  g_autoptr(GString) sql = g_string_new("SELECT ");
  sqlite3_finalize(cursor->statement);
  append_names(sql, reference->referenced);
  g_string_append_printf(sql, " FROM main.%s ORDER BY ", reference->references);
  append_names(sql, reference->referenced);
  g_string_append_printf(sql, " LIMIT %" G_GUINT64_FORMAT " OFFSET %" G_GUINT64_FORMAT,
                         cursor->source->rows - place, place);
  cursor->statement = prepare(writing, sql->str);
  if (cursor->statement == NULL)
    return FALSE;
  if (sqlite3_step(cursor->statement) == SQLITE_ROW)
    return TRUE;
  sqlite_refuse_reference(writing->refusal);
  return FALSE;
}

static gboolean cursor_advance(const Writing *writing, Cursor *cursor, guint64 number)
{
  const MigharSource *source = cursor->source;
  if (cursor->left > 0) {
    cursor->left--;
    return TRUE;
  }
  cursor->left = source->every - number % source->every - 1;
  if (cursor->statement != NULL && sqlite3_step(cursor->statement) == SQLITE_ROW)
    return TRUE;
  return cursor_begin(writing, cursor, number / source->every % source->rows);
}

/* Values */

static void bind(const Writing *writing, guint i, guint64 number)
{
  const MigharSource *source = source_at(writing, i);
  const Cursor *cursor = writing->reading[i];
  int place = (int)i + 1;
  if (cursor != NULL)
    sqlite3_bind_value(writing->insert, place, sqlite3_column_value(cursor->statement, (int)source->part));
  else if (source->kind == MIGHAR_SOURCE_COUNT)
    sqlite3_bind_int64(writing->insert, place, source->base + (gint64)number);
  else
    sqlite_bind_value(writing->insert, place, source->column->kind,
                      mighar_source_value(source, number, writing->buffer));
}

static gboolean write_row(const Writing *writing, guint64 number)
{
  for (guint i = 0; i < writing->generation->sources->len; i++)
    if (writing->reading[i] == &writing->cursors[i] && !cursor_advance(writing, &writing->cursors[i], number))
      return FALSE;
  for (guint i = 0; i < writing->generation->sources->len; i++)
    bind(writing, i, number);
  gboolean done = sqlite3_step(writing->insert) == SQLITE_DONE;
  if (done)
    *writing->written += (guint64)sqlite3_changes(writing->connection);
  else
    sqlite_explain_refusal(writing->connection, writing->refusal);
  sqlite3_reset(writing->insert);
  return done;
}

static void find_cursors(const Writing *writing)
{
  for (guint i = 0; i < writing->generation->sources->len; i++) {
    const MigharSource *source = source_at(writing, i);
    guint first = 0;
    while (source_at(writing, first)->reference != source->reference)
      first++;
    if (source->kind != MIGHAR_SOURCE_ROW)
      continue;
    writing->cursors[first].source = source_at(writing, first);
    writing->reading[i] = &writing->cursors[first];
  }
}

static gboolean write_rows(Writing *writing)
{
  g_autofree char *sql = word_insert(writing->generation);
  gboolean taken = TRUE;
  find_cursors(writing);
  writing->insert = prepare(writing, sql);
  if (writing->insert == NULL)
    return FALSE;
  for (guint64 i = 0; taken && i < writing->generation->n; i++)
    taken = write_row(writing, writing->generation->first + i);
  sqlite3_finalize(writing->insert);
  for (guint i = 0; i < writing->generation->sources->len; i++)
    sqlite3_finalize(writing->cursors[i].statement);
  return taken;
}

gboolean sqlite_rows_generate(MigharDatabase *handle, const MigharGeneration *generation, guint64 *written,
                              gboolean *taken, MigharRefusal *refusal, GError **error)
{
  SqliteDatabase *database = (SqliteDatabase *)handle;
  sqlite3 *connection = sqlite_connection(database, error);
  g_autofree Cursor *cursors = g_new0(Cursor, generation->sources->len + 1);
  g_autofree Cursor **reading = g_new0(Cursor *, generation->sources->len + 1);
  g_autoptr(GString) buffer = g_string_new(NULL);
  Writing writing = {.connection = connection,
                     .generation = generation,
                     .cursors = cursors,
                     .reading = reading,
                     .buffer = buffer,
                     .written = written,
                     .refusal = refusal};
  if (connection == NULL || !sqlite_rows_save(connection, error))
    return FALSE;
  *written = 0;
  *taken = write_rows(&writing);
  if (!*taken)
    *written = 0;
  return sqlite_rows_settle(connection, *taken, error);
}
