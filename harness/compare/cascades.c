#include "cascades.h"

#include "row_columns.h"

#include <string.h>

/* A foreign key that does something to the rows in question when what they refer to goes. */
typedef struct {
  const MigharReference *reference;
  GHashTable *gone; /* what can be referred to (its hash) and is not there any more; NULL: not known */
  guint explained;  /* how many of the rows refer to that */
  gboolean likely;  /* of all rows those that refer to anything are affected */
} Suspect;

static void suspect_free(gpointer data)
{
  Suspect *suspect = data;
  g_clear_pointer(&suspect->gone, g_hash_table_unref);
  g_free(suspect);
}

static gboolean is_same_column(const MigharRowSet *a, guint i, const MigharRowSet *b, guint j)
{
  return row_set_find_column(b, row_set_column(a, i)) == (int)j;
}

static gboolean have_same_columns(const MigharRowSet *was, const GArray *columns, const MigharRowSet *is,
                                  const GArray *others)
{
  for (guint i = 0; i < columns->len; i++)
    if (!is_same_column(was, g_array_index(columns, guint, i), is, g_array_index(others, guint, i)))
      return FALSE;
  return TRUE;
}

/* NULL where it is not known of all rows. is NULL: the table is gone, and all its rows. */
static GHashTable *list_gone(const MigharReference *reference, const MigharRowSet *was,
                             const MigharRowSet *is)
{
  g_autoptr(GArray) columns = row_columns_referenced(reference, was);
  g_autoptr(GArray) others = is != NULL ? row_columns_referenced(reference, is) : NULL;
  if (columns == NULL || !was->whole || (is != NULL && !is->whole))
    return NULL;
  if (is != NULL && (others == NULL || !have_same_columns(was, columns, is, others)))
    return NULL;
  GHashTable *gone = row_columns_index(was, columns);
  g_autoptr(GHashTable) left = is != NULL ? row_columns_index(is, others) : NULL;
  GHashTableIter iterator;
  gpointer hash;
  g_hash_table_iter_init(&iterator, gone);
  while (left != NULL && g_hash_table_iter_next(&iterator, &hash, NULL))
    if (g_hash_table_contains(left, hash))
      g_hash_table_iter_remove(&iterator);
  return gone;
}

static gboolean has_column(const MigharReference *reference, int column)
{
  for (guint i = 0; i < reference->columns->len; i++)
    if ((int)g_array_index(reference->columns, guint, i) == column)
      return TRUE;
  return FALSE;
}

/* A table that nobody has touched has lost no rows. */
static gboolean may_have_lost(const Step *step, const char *parent)
{
  const MigharRowSet *was = g_hash_table_lookup(step->from->sets, parent);
  if (was == NULL)
    return g_hash_table_contains(step->from->asked, parent);
  return mighar_moment_find(step->from, parent, step->to) != was;
}

static void look_at_parent(const Step *step, Suspect *suspect)
{
  const char *parent = suspect->reference->references;
  const MigharRowSet *was = g_hash_table_lookup(step->from->sets, parent);
  if (was != NULL)
    suspect->gone = list_gone(suspect->reference, was, mighar_moment_find(step->from, parent, step->to));
}

static gboolean is_affected(GPtrArray *rows, const Row *row)
{
  return g_ptr_array_find(rows, row, NULL);
}

static void weigh(Suspect *suspect, const MigharRowSet *set, GPtrArray *rows)
{
  guint64 hash;
  for (guint i = 0; suspect->gone != NULL && i < rows->len; i++)
    suspect->explained += row_columns_hash(g_ptr_array_index(rows, i), suspect->reference->columns, &hash) &&
                          g_hash_table_contains(suspect->gone, &hash);
  guint spared = 0, referring = 0;
  for (guint i = 0; i < set->kept->len && spared == 0; i++) {
    const Row *row = g_ptr_array_index(set->kept, i);
    gboolean refers = row_columns_hash(row, suspect->reference->columns, &hash);
    referring += refers;
    spared += refers && !is_affected(rows, row);
  }
  suspect->likely = referring > 0 && spared == 0;
}

static GPtrArray *list_suspects(const Step *step, const MigharRowSet *set, GPtrArray *rows, int column)
{
  const char *action = column < 0 ? "CASCADE" : "SET NULL";
  GPtrArray *suspects = g_ptr_array_new_with_free_func(suspect_free);
  for (guint i = 0; i < set->foreign_keys->len; i++) {
    const MigharReference *reference = g_ptr_array_index(set->foreign_keys, i);
    if (g_strcmp0(reference->on_delete, action) != 0 || g_str_equal(reference->references, set->table) ||
        (column >= 0 && !has_column(reference, column)) || !may_have_lost(step, reference->references))
      continue;
    Suspect *suspect = g_new0(Suspect, 1);
    suspect->reference = reference;
    look_at_parent(step, suspect);
    weigh(suspect, set, rows);
    g_ptr_array_add(suspects, suspect);
  }
  return suspects;
}

/* How many of the foreign keys refer from this row to what is gone. */
static guint count_causes(const GPtrArray *suspects, const Row *row)
{
  guint n = 0;
  guint64 hash;
  for (guint i = 0; i < suspects->len; i++) {
    const Suspect *suspect = g_ptr_array_index(suspects, i);
    n += suspect->gone != NULL && row_columns_hash(row, suspect->reference->columns, &hash) &&
         g_hash_table_contains(suspect->gone, &hash);
  }
  return n;
}

static gboolean refers_to_any(const GPtrArray *suspects, const Row *row)
{
  guint64 hash;
  for (guint i = 0; i < suspects->len; i++) {
    const Suspect *suspect = g_ptr_array_index(suspects, i);
    if (suspect->likely && row_columns_hash(row, suspect->reference->columns, &hash))
      return TRUE;
  }
  return FALSE;
}

/* Several foreign keys may refer to the same table. */
static gboolean is_named(const GString *words, const Suspect *suspect)
{
  g_autofree char *quoted = g_strdup_printf("'%s'", suspect->reference->references);
  return strstr(words->str, quoted) != NULL;
}

/* "likely by a cascade from 'a' or 'b' (ON DELETE CASCADE)" */
static char *name_parents(const GPtrArray *suspects, gboolean certain, const char *how, const char *joint)
{
  g_autoptr(GString) words = g_string_new(how);
  const char *action = NULL;
  for (guint i = 0; i < suspects->len; i++) {
    const Suspect *suspect = g_ptr_array_index(suspects, i);
    if ((certain ? suspect->explained == 0 : !suspect->likely) || is_named(words, suspect))
      continue;
    g_string_append_printf(words, "%s'%s'", action != NULL ? joint : " from ",
                           suspect->reference->references);
    action = suspect->reference->on_delete;
  }
  g_string_append_printf(words, " (ON DELETE %s)", action);
  return g_string_free(g_steal_pointer(&words), FALSE);
}

/* The row with the fewest causes, and that with the most. */
static void count_all_causes(const GPtrArray *suspects, const GPtrArray *rows, guint *fewest, guint *most)
{
  *fewest = rows->len > 0 ? G_MAXUINT : 0;
  *most = 0;
  for (guint i = 0; i < rows->len; i++) {
    guint n = count_causes(suspects, g_ptr_array_index(rows, i));
    *fewest = MIN(*fewest, n);
    *most = MAX(*most, n);
  }
}

static gboolean all_are_likely(const GPtrArray *suspects, const GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    if (!refers_to_any(suspects, g_ptr_array_index(rows, i)))
      return FALSE;
  return rows->len > 0;
}

char *cascades_explain(const Step *step, const MigharRowSet *set, GPtrArray *rows, int column)
{
  g_autoptr(GPtrArray) suspects = list_suspects(step, set, rows, column);
  guint fewest, most;
  count_all_causes(suspects, rows, &fewest, &most);
  if (fewest > 0)
    return name_parents(suspects, TRUE, "by a cascade", most > 1 ? " or " : " and ");
  if (all_are_likely(suspects, rows))
    return name_parents(suspects, FALSE, "likely by a cascade", " or ");
  return most > 0 ? name_parents(suspects, TRUE, "some of them by a cascade", " or ") : NULL;
}
