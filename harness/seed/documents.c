/* Texts that are documents: what a migration has written to a new column of texts, where it is JSON in all
 * rows, an application goes on writing, and a down may rely on it. Anything else there would be refused for
 * what it is, not for being late. */
#include "seeder.h"

#include <string.h>

#define SAMPLES 200

typedef struct {
  Filling *filling;
  GArray *places; /* guint: the columns that are read */
} Reading;

static gboolean is_document(const char *text)
{
  text += strspn(text, " \n");
  gsize length = strlen(text);
  return length >= 2 &&
         ((text[0] == '{' && text[length - 1] == '}') || (text[0] == '[' && text[length - 1] == ']'));
}

static void note_text(const Reading *reading, guint column, const char *text)
{
  Hint *hint = &reading->filling->hints[g_array_index(reading->places, guint, column)];
  if (text == NULL || hint->plain)
    return;
  hint->plain = !is_document(text);
  if (!hint->plain && !g_ptr_array_find_with_equal_func(hint->values, text, g_str_equal, NULL))
    g_ptr_array_add(hint->values, g_strdup(text));
}

static gboolean note_row(const MigharCell *cells, void *data)
{
  const Reading *reading = data;
  for (guint i = 0; i < reading->places->len; i++) {
    g_autofree char *text = mighar_cell_text(&cells[i]);
    note_text(reading, i, text);
  }
  return TRUE;
}

/* FALSE: somebody has to be asked. */
static gboolean note_known(const Reading *reading, const Seeder *seeder, const MigharRead *read)
{
  const MigharKnownRows *known = seeder->known;
  g_autoptr(GPtrArray) rows =
      known != NULL ? known->read(known->data, read->table, read->columns, SAMPLES) : NULL;
  for (guint r = 0; rows != NULL && r < rows->len; r++)
    for (guint i = 0; i < reading->places->len; i++)
      note_text(reading, i, ((char **)g_ptr_array_index(rows, r))[i]);
  return rows != NULL;
}

/* Columns of texts that the table had not before, and that no CHECK speaks of. */
static GArray *list_new_texts(const Filling *filling)
{
  GArray *places = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < filling->table->columns->len; i++) {
    const Hint *hint = &filling->hints[i];
    if (hint->before == NULL && hint->column->kind == MIGHAR_VALUE_TEXT && !hint->checked &&
        hint->column->wrap == MIGHAR_WRAP_NONE && !hint->unique)
      g_array_append_val(places, i);
  }
  return places;
}

static gint by_text(gconstpointer a, gconstpointer b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static void settle(const Reading *reading)
{
  for (guint i = 0; i < reading->places->len; i++) {
    Hint *hint = &reading->filling->hints[g_array_index(reading->places, guint, i)];
    if (hint->plain)
      g_ptr_array_set_size(hint->values, 0);
    hint->only_values = hint->values->len > 0;
    g_ptr_array_sort(hint->values, by_text);
  }
}

gboolean documents_find(Filling *filling, GError **error)
{
  const Seeder *seeder = filling->seeder;
  g_autoptr(GArray) places = list_new_texts(filling);
  g_autoptr(GPtrArray) columns = g_ptr_array_new();
  Reading reading = {filling, places};
  for (guint i = 0; i < places->len; i++)
    g_ptr_array_add(columns, filling->hints[g_array_index(places, guint, i)].column->name);
  const MigharRead read = {
      .table = filling->table->name, .columns = columns, .limit = SAMPLES, .row = note_row, .data = &reading};
  if (columns->len == 0 || seeder->purpose != MIGHAR_SEED_LATE ||
      g_hash_table_lookup(seeder->have, filling->table->name) == NULL)
    return TRUE;
  if (!note_known(&reading, seeder, &read) && !seeder->driver->read(seeder->database, &read, 1, NULL, error))
    return FALSE;
  settle(&reading);
  return TRUE;
}
