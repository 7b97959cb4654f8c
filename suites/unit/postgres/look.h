/* Looks at rows of scratch databases, and writing with one that goes along. */
#pragma once

#include "scratch_rows.h"

/* A look at the columns of some tables, and at their sequences. */
typedef struct {
  MigharSnapshot *schema;
  char **tables;
  GHashTable *names;
  GPtrArray *columns, *positions;
  MigharRead reads[3];
  guint n;
  MigharSequences sequences;
  GString *told; /* rows, each ended by a bar; where sequences stand */
} Look;

static inline gboolean tell_row(const MigharCell *cells, void *data)
{
  const Look *look = data;
  for (guint i = 0; i < look->columns->len; i++) {
    g_autofree char *text = mighar_cell_text(&cells[i]);
    g_string_append_printf(look->told, "%s%s", i > 0 ? "," : "", text != NULL ? text : "NULL");
  }
  g_string_append_c(look->told, '|');
  return TRUE;
}

/* tables, columns: with a space between them */
static inline void look_init(Look *look, MigharDatabase *database, const char *tables, const char *columns)
{
  g_auto(GStrv) names = g_strsplit(columns, " ", -1);
  *look = (Look){.schema = read_schema(database), .tables = g_strsplit(tables, " ", -1)};
  look->names = name_set(tables);
  look->columns = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add(look->columns, g_strdup(names[i]));
  look->n = g_strv_length(look->tables);
  assert_true(look->n <= G_N_ELEMENTS(look->reads));
  for (guint i = 0; i < look->n; i++)
    look->reads[i] =
        (MigharRead){.table = look->tables[i], .columns = look->columns, .row = tell_row, .data = look};
  look->positions = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_position_free);
  look->sequences = (MigharSequences){look->schema, look->names, NULL, look->positions};
  look->told = g_string_new(NULL);
}

static inline void look_clear(Look *look)
{
  mighar_snapshot_unref(look->schema);
  g_strfreev(look->tables);
  g_hash_table_unref(look->names);
  g_ptr_array_unref(look->columns);
  g_ptr_array_unref(look->positions);
  g_string_free(look->told, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Look, look_clear)

/* What it sees; valid until the next time. */
static inline const char *see(Look *look, MigharDatabase *database, GError **error)
{
  g_ptr_array_set_size(look->positions, 0);
  g_string_truncate(look->told, 0);
  if (!rows()->read(database, look->reads, look->n, &look->sequences, error))
    return NULL;
  for (guint i = 0; i < look->positions->len; i++) {
    const MigharPosition *position = g_ptr_array_index(look->positions, i);
    g_string_append_printf(look->told, " %s%s", position->next, position->used ? " used" : "");
  }
  return look->told->str;
}

static inline void assert_seen(Look *look, MigharDatabase *database, const char *expected)
{
  GError *error = NULL;
  const char *seen = see(look, database, &error);
  check_error(error);
  assert_string_equal(seen, expected);
}

static inline void assert_refused(Look *look, MigharDatabase *database, const char *pattern)
{
  g_autoptr(GError) error = NULL;
  assert_null(see(look, database, &error));
  assert_text(error->message, pattern);
}

/* Whether nothing was sent since the message that has written. */
static inline void assert_written_last(MigharDatabase *database, gboolean expected)
{
  g_autofree char *expression =
      g_strdup_printf("(SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database()"
                      " AND pid <> pg_backend_pid() AND query %s '%%INSERT INTO%%COMMIT;%%COPY (%%'"
                      " AND query LIKE '%%COPY (%%')",
                      expected ? "LIKE" : "NOT LIKE");
  assert_sql(database, expression);
}

/* Writes a row of the column n, which may be all of a transaction or the last of it. */
static inline gboolean insert(MigharDatabase *database, const char *table, char *n, MigharRefusal *refusal)
{
  g_autoptr(GPtrArray) columns = g_ptr_array_new(), values = mighar_rows_new();
  GError *error = NULL;
  gboolean taken = FALSE;
  g_ptr_array_add(columns, (gpointer) "n");
  mighar_rows_add(values, &n, 1);
  const MigharInsert what = {.table = table, .columns = columns, .rows = values};
  rows()->insert(database, &what, 1, &taken, refusal, &error);
  check_error(error);
  return taken;
}

static inline void expect(MigharDatabase *database, const Look *look)
{
  const MigharAhead ahead = {look->reads, look->n, &look->sequences};
  rows()->expect_end(database);
  rows()->read_ahead(database, &ahead);
}

/* One that has to be written, with a look that goes along. */
static inline void write_row(MigharDatabase *database, const char *table, char *n, const Look *look)
{
  g_auto(MigharRefusal) refusal = {0};
  GError *error = NULL;
  assert_true(rows()->begin(database, &error));
  expect(database, look);
  assert_true(insert(database, table, n, &refusal));
  assert_true(rows()->end(database, &refusal, &error));
}
