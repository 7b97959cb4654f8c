#include "rows_ahead.h"

#include <string.h>

struct Ahead {
  MigharRead *reads; /* whose texts are owned */
  MigharSnapshot *schema;
  GPtrArray *set_back, *positions; /* MigharPosition; none of the latter is made */
  Reading reading;                 /* of the above */
  char *sql;
  guint done;        /* statements that were answered */
  gboolean failed;   /* one of them was refused */
  GPtrArray *lines;  /* GString: of each table that was answered, all lines */
  GPtrArray *places; /* PGresult: of each sequence that was */
};

static void free_string(gpointer string)
{
  g_string_free(string, TRUE);
}

static gpointer copy_name(gconstpointer name, gpointer data G_GNUC_UNUSED)
{
  return g_strdup(name);
}

static gpointer copy_position(gconstpointer position, gpointer data G_GNUC_UNUSED)
{
  return mighar_position_copy(position);
}

static MigharRead *copy_reads(const MigharRead *reads, guint n)
{
  MigharRead *copies = g_new0(MigharRead, n + 1);
  for (guint i = 0; i < n; i++) {
    GPtrArray *columns = g_ptr_array_copy((GPtrArray *)reads[i].columns, copy_name, NULL);
    g_ptr_array_set_free_func(columns, g_free);
    copies[i] = (MigharRead){.table = g_strdup(reads[i].table),
                             .columns = columns,
                             .limit = reads[i].limit,
                             .stored = reads[i].stored};
  }
  return copies;
}

static void copy_sequences(Ahead *ahead, PostgresDatabase *database, guint n,
                           const MigharSequences *sequences)
{
  ahead->positions = g_ptr_array_new();
  if (sequences->set_back != NULL) {
    ahead->set_back = g_ptr_array_copy((GPtrArray *)sequences->set_back, copy_position, NULL);
    g_ptr_array_set_free_func(ahead->set_back, (GDestroyNotify)mighar_position_free);
  }
  ahead->schema = mighar_snapshot_ref((MigharSnapshot *)sequences->schema);
  const MigharSequences copy = {.schema = ahead->schema,
                                .tables = sequences->tables,
                                .set_back = ahead->set_back,
                                .positions = sequences->positions != NULL ? ahead->positions : NULL};
  reading_init(&ahead->reading, database, ahead->reads, n, &copy);
}

Ahead *ahead_new(PostgresDatabase *database, const MigharAhead *asked)
{
  Ahead *ahead = g_new0(Ahead, 1);
  ahead->reads = copy_reads(asked->reads, asked->n);
  if (asked->sequences != NULL)
    copy_sequences(ahead, database, asked->n, asked->sequences);
  else
    reading_init(&ahead->reading, database, ahead->reads, asked->n, NULL);
  ahead->lines = g_ptr_array_new_with_free_func(free_string);
  ahead->places = g_ptr_array_new_with_free_func((GDestroyNotify)PQclear);
  guint statements = reading_statements(&ahead->reading);
  if (statements == 0 || statements > READING_AT_ONCE) {
    ahead_free(ahead);
    return NULL;
  }
  ahead->sql = reading_message(&ahead->reading, 0, statements);
  return ahead;
}

void ahead_free(Ahead *ahead)
{
  if (ahead == NULL)
    return;
  for (guint i = 0; i < ahead->reading.n; i++) {
    g_free((char *)ahead->reads[i].table);
    g_ptr_array_unref((GPtrArray *)ahead->reads[i].columns);
  }
  reading_clear(&ahead->reading);
  g_free(ahead->reads);
  g_clear_pointer(&ahead->schema, mighar_snapshot_unref);
  g_clear_pointer(&ahead->set_back, g_ptr_array_unref);
  g_clear_pointer(&ahead->positions, g_ptr_array_unref);
  g_clear_pointer(&ahead->lines, g_ptr_array_unref);
  g_clear_pointer(&ahead->places, g_ptr_array_unref);
  g_free(ahead->sql);
  g_free(ahead);
}

const char *ahead_sql(const Ahead *ahead)
{
  return ahead->sql;
}

static GString *take_lines(PGconn *session)
{
  GString *lines = g_string_new(NULL);
  char *line = NULL;
  int length;
  while ((length = PQgetCopyData(session, &line, 0)) > 0) {
    g_string_append_len(lines, line, length);
    PQfreemem(line);
  }
  return lines;
}

void ahead_take(Ahead *ahead, PGconn *session, PGresult *result)
{
  ExecStatusType status = PQresultStatus(result);
  gboolean tells = ahead->done >= reading_before(&ahead->reading, 0);
  if (status == PGRES_COPY_OUT) {
    g_ptr_array_add(ahead->lines, take_lines(session));
    PQclear(result);
    return;
  }
  ahead->failed = ahead->failed || (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK);
  ahead->done++;
  if (status == PGRES_TUPLES_OK && tells)
    g_ptr_array_add(ahead->places, result);
  else
    PQclear(result);
}

/* Giving */

static gboolean is_answered(const Ahead *ahead)
{
  const Reading *reading = &ahead->reading;
  return !ahead->failed && ahead->done == reading_before(reading, 0) + reading_statements(reading) &&
         ahead->lines->len == reading->n;
}

/* What was written may have left the session to somebody from whom rows are hidden in silence, unless
 * settings say that this is an error. */
static gboolean saw_all_rows(const Ahead *ahead, const Reading *now)
{
  return ahead->reading.settings != NULL || now->settings == NULL;
}

static gboolean same_columns(const GPtrArray *a, const GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!g_str_equal(g_ptr_array_index(a, i), g_ptr_array_index(b, i)))
      return FALSE;
  return TRUE;
}

/* The index among what was read ahead; -1: it was not. */
static int find_read(const Ahead *ahead, const MigharRead *read)
{
  for (guint i = 0; i < ahead->reading.n; i++) {
    const MigharRead *candidate = &ahead->reads[i];
    if (g_str_equal(candidate->table, read->table) && candidate->limit == read->limit &&
        same_columns(candidate->columns, read->columns))
      return (int)i;
  }
  return -1;
}

static int find_sequence(const Ahead *ahead, const Sequence *sequence)
{
  const GArray *sequences = ahead->reading.sequences;
  for (guint i = 0; sequences != NULL && i < sequences->len; i++) {
    const Sequence *candidate = &g_array_index(sequences, Sequence, i);
    if (g_str_equal(candidate->object->name, sequence->object->name))
      return candidate->watched && !sequence->watched ? -1 : (int)i;
  }
  return -1;
}

static gboolean was_set_back(const Ahead *ahead, const MigharPosition *position)
{
  for (guint i = 0; ahead->set_back != NULL && i < ahead->set_back->len; i++) {
    const MigharPosition *set = g_ptr_array_index(ahead->set_back, i);
    if (g_str_equal(set->name, position->name))
      return g_str_equal(set->state, position->state);
  }
  return FALSE;
}

/* Lines can be told once only. */
static gboolean has_reads(const Ahead *ahead, const Reading *now)
{
  g_autofree gboolean *found = g_new0(gboolean, ahead->reading.n + 1);
  for (guint i = 0; i < now->n; i++) {
    int index = find_read(ahead, &now->reads[i]);
    if (index < 0 || found[index])
      return FALSE;
    found[index] = TRUE;
  }
  return TRUE;
}

static gboolean has_sequences(const Ahead *ahead, const Reading *now)
{
  for (guint i = 0; now->sequences != NULL && i < now->sequences->len; i++)
    if (find_sequence(ahead, &g_array_index(now->sequences, Sequence, i)) < 0)
      return FALSE;
  for (guint i = 0; now->set_back != NULL && i < now->set_back->len; i++)
    if (!was_set_back(ahead, g_ptr_array_index(now->set_back, i)))
      return FALSE;
  return TRUE;
}

/* A line end in a value is escaped. */
static void give_lines(GString *lines, const Reading *now, guint read)
{
  gboolean more = TRUE;
  for (char *line = lines->str, *end; line < lines->str + lines->len; line = end) {
    end = (char *)memchr(line, '\n', (gsize)(lines->str + lines->len - line)) + 1;
    reading_take_line(now, read, line, (gsize)(end - line), &more);
  }
}

gboolean ahead_give(Ahead *ahead, const Reading *now)
{
  if (ahead == NULL || !is_answered(ahead) || !saw_all_rows(ahead, now) || !has_reads(ahead, now) ||
      !has_sequences(ahead, now))
    return FALSE;
  for (guint i = 0; i < now->n; i++)
    give_lines(g_ptr_array_index(ahead->lines, (guint)find_read(ahead, &now->reads[i])), now, i);
  for (guint i = 0; now->sequences != NULL && i < now->sequences->len; i++) {
    const Sequence *sequence = &g_array_index(now->sequences, Sequence, i);
    reading_take_place(now, sequence,
                       g_ptr_array_index(ahead->places, (guint)find_sequence(ahead, sequence)));
  }
  return TRUE;
}
