/* Rows are read by COPY, whose text comes as the server wrote it: nothing is made of it but where fields end.
 */
#include "rows_reading.h"

#include "rows.h"
#include "rows_text.h"

#include <string.h>

/* How values are written is settled when the session starts, whatever migrations set (rows.c). */
static const char settings[] = "SET LOCAL row_security = off";

/* A column of a table that is read, and the sequence whose numbers it holds. */
typedef struct {
  gboolean any;
  guint column, sequence;
} Watch;

static Watch *watch_of(const Reading *reading, guint read)
{
  return &g_array_index(reading->watches, Watch, read);
}

/* All of the column's values come along, those of children aside. */
static gboolean can_watch(PostgresDatabase *database, const MigharSnapshot *schema, const Sequence *sequence)
{
  const MigharObject *table = sequence->served != NULL && sequence->whole
                                  ? mighar_snapshot_find(schema, "table", sequence->served->parent)
                                  : NULL;
  return table != NULL && table->identity != NULL &&
         !database_may_have_children(database, (guint32)g_ascii_strtoull(table->identity, NULL, 10));
}

static void watch(const Reading *reading, guint index)
{
  Sequence *sequence = &g_array_index(reading->sequences, Sequence, index);
  g_autofree char *own = positions_column(sequence);
  for (guint i = 0; i < reading->n && !sequence->watched; i++) {
    const MigharRead *read = &reading->reads[i];
    guint column;
    if (watch_of(reading, i)->any || read->limit > 0 || !g_str_equal(read->table, sequence->served->parent) ||
        !g_ptr_array_find_with_equal_func((GPtrArray *)read->columns, own, g_str_equal, &column))
      continue;
    *watch_of(reading, i) = (Watch){TRUE, column, index};
    sequence->watched = TRUE;
  }
}

static void watch_all(const Reading *reading, PostgresDatabase *database, const MigharSnapshot *schema)
{
  for (guint i = 0; i < reading->sequences->len; i++)
    if (can_watch(database, schema, &g_array_index(reading->sequences, Sequence, i)))
      watch(reading, i);
}

/* Nothing is hidden from a superuser. */
static gboolean is_superuser(const PostgresDatabase *database)
{
  const char *is = database->writer != NULL ? PQparameterStatus(database->writer, "is_superuser") : NULL;
  return g_strcmp0(is, "on") == 0;
}

gboolean reading_is_empty(guint n, const MigharSequences *sequences)
{
  if (n > 0 || sequences == NULL)
    return n == 0;
  if (sequences->set_back != NULL && sequences->set_back->len > 0)
    return FALSE;
  g_autoptr(GArray) found =
      sequences->positions != NULL ? positions_find(sequences->schema, sequences->tables) : NULL;
  return found == NULL || found->len == 0;
}

void reading_init(Reading *reading, PostgresDatabase *database, const MigharRead *reads, guint n,
                  const MigharSequences *sequences)
{
  *reading = (Reading){.reads = reads, .n = n, .settings = is_superuser(database) ? NULL : settings};
  reading->watches = g_array_sized_new(FALSE, TRUE, sizeof(Watch), n);
  g_array_set_size(reading->watches, n);
  if (sequences == NULL)
    return;
  reading->set_back = sequences->set_back;
  reading->positions = sequences->positions;
  if (sequences->positions == NULL)
    return;
  reading->sequences = positions_find(sequences->schema, sequences->tables);
  watch_all(reading, database, sequences->schema);
}

void reading_clear(Reading *reading)
{
  g_clear_pointer(&reading->sequences, g_array_unref);
  g_clear_pointer(&reading->watches, g_array_unref);
}

guint reading_statements(const Reading *reading)
{
  return reading->n + (reading->sequences != NULL ? reading->sequences->len : 0);
}

static guint count_set_back(const Reading *reading)
{
  return reading->set_back != NULL ? reading->set_back->len : 0;
}

guint reading_before(const Reading *reading, guint first)
{
  return (reading->settings != NULL ? 1 : 0) + (first == 0 ? count_set_back(reading) : 0);
}

static void append_columns(GString *sql, const MigharRead *read)
{
  for (guint i = 0; i < read->columns->len; i++) {
    g_string_append(sql, i > 0 ? ", " : "");
    rows_append_name(sql, g_ptr_array_index(read->columns, i));
  }
}

/* What copies a table itself is not planned, and leaves its indexes and its children alone. */
static void append_copy(GString *sql, const MigharRead *read)
{
  if (read->stored && read->columns->len > 0 && read->limit == 0) {
    g_string_append_printf(sql, "COPY %s (", read->table);
    append_columns(sql, read);
    g_string_append(sql, ") TO STDOUT");
    return;
  }
  g_string_append(sql, "COPY (SELECT ");
  append_columns(sql, read);
  g_string_append_printf(sql, " FROM ONLY %s", read->table);
  if (read->limit > 0)
    g_string_append_printf(sql, " LIMIT %" G_GUINT64_FORMAT, read->limit);
  g_string_append(sql, ") TO STDOUT");
}

static void append_statement(GString *sql, const Reading *reading, guint i)
{
  if (i < reading->n)
    append_copy(sql, &reading->reads[i]);
  else
    positions_append_query(sql, &g_array_index(reading->sequences, Sequence, i - reading->n));
}

char *reading_message(const Reading *reading, guint first, guint end)
{
  g_autoptr(GString) sql = g_string_new(NULL);
  for (guint i = 0; first == 0 && i < count_set_back(reading); i++) {
    g_string_append(sql, sql->len > 0 ? "; " : "");
    positions_append_setting(sql, g_ptr_array_index(reading->set_back, i));
  }
  if (reading->settings != NULL)
    g_string_append_printf(sql, "%s%s", sql->len > 0 ? "; " : "", reading->settings);
  for (guint i = first; i < end; i++) {
    g_string_append(sql, sql->len > 0 ? "; " : "");
    append_statement(sql, reading, i);
  }
  return g_string_free(g_steal_pointer(&sql), FALSE);
}

static char unescape_letter(char letter)
{
  static const char letters[] = "bfnrtv", meanings[] = "\b\f\n\r\t\v";
  const char *found = memchr(letters, letter, sizeof letters - 1);
  return found != NULL ? meanings[found - letters] : letter;
}

/* In place. COPY writes no octal or hexadecimal escapes. */
static gsize unescape(char *field, gsize length)
{
  char *to = memchr(field, '\\', length);
  if (to == NULL)
    return length;
  for (const char *from = to, *end = field + length; from < end; from++)
    *to++ = *from == '\\' ? unescape_letter(*++from) : *from;
  return to - field;
}

/* A line end and a tab in a value are escaped, so that these are where fields end. */
static void split_line(char *line, gsize length, MigharCell *cells, guint n)
{
  char *end = line + length - (length > 0 && line[length - 1] == '\n');
  for (guint i = 0; i < n; i++) {
    char *tab = memchr(line, '\t', end - line);
    gsize width = (tab != NULL ? tab : end) - line;
    if (width == 2 && line[0] == '\\' && line[1] == 'N')
      cells[i] = (MigharCell){NULL, 0, 'n'};
    else
      cells[i] = (MigharCell){line, unescape(line, width), 't'};
    line += width + (tab != NULL);
  }
}

void reading_take_line(const Reading *reading, guint read, char *line, gsize length, gboolean *more)
{
  const MigharRead *asked = &reading->reads[read];
  const Watch *watch = watch_of(reading, read);
  if (!*more && !watch->any)
    return;
  MigharCell *cells = g_newa(MigharCell, asked->columns->len + 1);
  split_line(line, length, cells, asked->columns->len);
  if (watch->any)
    positions_see(&g_array_index(reading->sequences, Sequence, watch->sequence), &cells[watch->column]);
  *more = *more && asked->row(cells, asked->data);
}

void reading_take_place(const Reading *reading, const Sequence *sequence, const PGresult *place)
{
  g_ptr_array_add(reading->positions, positions_read(sequence, place));
}
