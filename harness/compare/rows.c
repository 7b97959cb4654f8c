/* What became of rows from one moment to a later one, as findings. */
#include "cascades.h"
#include "row_changes.h"

#include <string.h>

static gint by_object(gconstpointer a, gconstpointer b)
{
  const MigharFinding *left = *(MigharFinding *const *)a, *right = *(MigharFinding *const *)b;
  int order = g_strcmp0(left->object, right->object);
  return order != 0 ? order : strcmp(left->message, right->message);
}

static gint by_name(gconstpointer a, gconstpointer b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names of the tables of a moment, sorted. */
static GPtrArray *list_tables(const MigharMoment *moment)
{
  GPtrArray *names = g_ptr_array_new();
  GHashTableIter iterator;
  gpointer name;
  g_hash_table_iter_init(&iterator, moment->sets);
  while (g_hash_table_iter_next(&iterator, &name, NULL))
    g_ptr_array_add(names, name);
  g_ptr_array_sort(names, by_name);
  return names;
}

static char *count_of(guint64 n, const char *noun, gboolean at_least)
{
  return g_strdup_printf("%s%" G_GUINT64_FORMAT " %s%s", at_least ? "at least " : "", n, noun,
                         n == 1 ? "" : "s");
}

/* Takes title and cause over. Values stand in before and after, a line for each example. */
static void tell(GPtrArray *findings, const char *kind, char *title, const char *what, char *count,
                 gboolean one, char *cause, const RowExamples *examples)
{
  g_autofree char *owned G_GNUC_UNUSED = cause;
  g_autofree char *counted G_GNUC_UNUSED = count;
  MigharFinding *finding = mighar_finding_new(kind, "%s: %s %s %s%s%s", title, count, one ? "is" : "are",
                                              what, cause != NULL ? ", " : "", cause != NULL ? cause : "");
  finding->object = title;
  finding->property = g_strdup(what);
  if (examples != NULL && examples->before->len > 0) {
    finding->before = g_strdup(examples->before->str);
    finding->after = examples->after->len > 0 ? g_strdup(examples->after->str) : NULL;
  }
  g_ptr_array_add(findings, finding);
}

static void tell_rows_of(GPtrArray *findings, const MigharRowSet *set, const char *what, guint64 n,
                         char *cause, const RowExamples *examples)
{
  tell(findings, "lost", g_strdup_printf("table %s", set->table), what, count_of(n, "row", FALSE), n == 1,
       cause, examples);
}

static void tell_values(GPtrArray *findings, const char *kind, const RowColumn *column, const char *what,
                        guint64 n, gboolean at_least, char *cause, const RowExamples *examples)
{
  tell(findings, kind, g_strdup_printf("column %s", column->object), what, count_of(n, "value", at_least),
       n == 1 && !at_least, cause, examples);
}

/* keep */

typedef struct {
  GPtrArray *findings, *notes; /* MigharFinding */
} Told;

/* Why values of the column are others as its type is another one; NULL: it is not. */
static char *explain_type(const RowColumn *was, const RowColumn *is, const char *back)
{
  return g_strcmp0(was->type, is->type) == 0
             ? NULL
             : g_strdup_printf("as the type changes from %s to %s%s", was->type, is->type, back);
}

static void tell_kept_column(const Step *step, const MigharRowSet *was, guint index, const MigharRowSet *is,
                             const RowColumnChanges *changes, const Told *told)
{
  const RowColumn *column = row_set_column(was, index);
  int found = row_set_find_column(is, column);
  if (changes->nulled > 0)
    tell_values(told->findings, "lost", column, "NULL after the up", changes->nulled, FALSE,
                cascades_explain(step, was, changes->rows, (int)index), &changes->examples);
  else if (changes->altered > 0 && told->notes != NULL)
    tell_values(told->notes, "altered", column, "altered by the up", changes->altered, changes->more,
                explain_type(column, row_set_column(is, found), ""), &changes->examples);
}

static void tell_kept(const Step *step, const MigharRowSet *was, const MigharRowSet *is, const Told *told)
{
  if (was == is || mighar_row_set_equal(was, is))
    return;
  g_auto(RowChanges) changes = {0};
  row_changes_find(&changes, was, is);
  if (changes.gone > 0)
    tell_rows_of(told->findings, was, "gone after the up", changes.gone,
                 cascades_explain(step, was, changes.gone_rows, -1), &changes.rows);
  for (guint i = 0; i < was->columns->len; i++)
    tell_kept_column(step, was, i, is, &changes.columns[i], told);
}

GPtrArray *mighar_compare_kept(const MigharMoment *before, const MigharMoment *after, GPtrArray *notes)
{
  const Told told = {g_ptr_array_new_with_free_func((GDestroyNotify)mighar_finding_free), notes};
  g_autoptr(GPtrArray) tables = list_tables(before);
  for (guint i = 0; i < tables->len; i++) {
    const MigharRowSet *was = g_hash_table_lookup(before->sets, g_ptr_array_index(tables, i));
    const MigharRowSet *is = mighar_moment_find(before, was->table, after);
    if (is != NULL)
      tell_kept(&(Step){before, after}, was, is, &told);
  }
  g_ptr_array_sort(told.findings, by_object);
  if (notes != NULL)
    g_ptr_array_sort(notes, by_object);
  return told.findings;
}

/* What was written */

static void add_written(const MigharRowSet *was, const MigharRowSet *is, GHashTable *columns)
{
  for (guint i = 0; i < is->columns->len; i++) {
    const RowColumn *column = row_set_column(is, i);
    int index = was != NULL ? row_set_find_column(was, column) : -1;
    const RowColumn *then = index >= 0 ? row_set_column(was, (guint)index) : NULL;
    if (then == NULL || then->nulls != column->nulls || !row_digest_equal(&then->places, &column->places))
      g_hash_table_add(columns, g_strdup(column->object));
  }
}

GHashTable *mighar_compare_written(const MigharMoment *before, const MigharMoment *after)
{
  GHashTable *columns = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iterator;
  gpointer name, is;
  g_hash_table_iter_init(&iterator, after->sets);
  while (g_hash_table_iter_next(&iterator, &name, &is)) {
    const MigharRowSet *was = mighar_moment_find(after, name, before);
    if (was != is)
      add_written(was, is, columns);
  }
  return columns;
}

/* data */

/* The three moments of one trial. */
typedef struct {
  const MigharMoment *before, *between, *after;
  GPtrArray *findings;
} Loss;

/* A column of a moment that holds the values of the given one and is not there at an earlier moment. */
static const RowColumn *find_elsewhere(const Loss *loss, const RowColumn *column)
{
  g_autoptr(GPtrArray) tables = list_tables(loss->between);
  for (guint i = 0; i < tables->len; i++) {
    const MigharRowSet *set = g_hash_table_lookup(loss->between->sets, g_ptr_array_index(tables, i));
    const MigharRowSet *earlier = g_hash_table_lookup(loss->before->sets, set->table);
    for (guint j = 0; j < set->columns->len; j++) {
      const RowColumn *candidate = row_set_column(set, j);
      if (row_digest_equal(&candidate->values, &column->values) &&
          (earlier == NULL || row_set_find_column(earlier, candidate) < 0))
        return candidate;
    }
  }
  return NULL;
}

static gboolean has_values(const RowColumn *column)
{
  return column->values.low != 0 || column->values.high != 0;
}

/* A table's rows live on in another one if all of its values do. */
static gboolean rows_are_elsewhere(const Loss *loss, const MigharRowSet *was)
{
  for (guint i = 0; i < was->columns->len; i++)
    if (has_values(row_set_column(was, i)) && find_elsewhere(loss, row_set_column(was, i)) == NULL)
      return FALSE;
  return TRUE;
}

static void tell_whole_table(const Loss *loss, const MigharRowSet *was, const MigharRowSet *between)
{
  gboolean by_down = between != NULL || rows_are_elsewhere(loss, was);
  tell_rows_of(loss->findings, was, by_down ? "lost by the down" : "lost by the up", was->n,
               g_strdup(by_down ? "which does not bring them back" : "which drops the table"), NULL);
}

/* Rows that the up took are gone between; the others the down took. */
static void tell_rows(const Loss *loss, const MigharRowSet *was, const MigharRowSet *between,
                      const MigharRowSet *after, const RowChanges *changes)
{
  if (changes->gone == 0)
    return;
  if (between == NULL) {
    gboolean by_down = rows_are_elsewhere(loss, was);
    tell_rows_of(loss->findings, was, by_down ? "lost by the down" : "lost by the up", changes->gone,
                 g_strdup(by_down ? "which makes the table anew and leaves them where they were after the up"
                                  : "which drops the table"),
                 &changes->rows);
    return;
  }
  g_auto(RowChanges) first = {0};
  row_changes_find(&first, was, between);
  guint64 by_up = MIN(first.gone, changes->gone);
  if (by_up > 0)
    tell_rows_of(loss->findings, was, "lost by the up", by_up,
                 cascades_explain(&(Step){loss->before, loss->between}, was, first.gone_rows, -1),
                 &changes->rows);
  if (by_up == changes->gone)
    return;
  g_auto(RowChanges) second = {0};
  row_changes_find(&second, between, after);
  tell_rows_of(loss->findings, was, "lost by the down", changes->gone - by_up,
               cascades_explain(&(Step){loss->between, loss->after}, between, second.gone_rows, -1),
               by_up == 0 ? &changes->rows : NULL);
}

static char *explain_nulls(const Loss *loss, const MigharRowSet *was, const RowColumn *column,
                           const MigharRowSet *between)
{
  g_auto(RowChanges) changes = {0};
  guint index = (guint)row_set_find_column(was, column);
  row_changes_find(&changes, was, between);
  return cascades_explain(&(Step){loss->before, loss->between}, was, changes.columns[index].rows, (int)index);
}

/* Whose doing it is that a column's values are others. Free *cause with g_free(). */
static gboolean is_by_down(const Loss *loss, const MigharRowSet *was, const RowColumn *column,
                           const MigharRowSet *between, char **cause)
{
  int index = between != NULL ? row_set_find_column(between, column) : -1;
  if (index < 0) {
    const RowColumn *elsewhere = find_elsewhere(loss, column);
    *cause = elsewhere != NULL
                 ? g_strdup_printf("which leaves them in %s; renaming keeps them", elsewhere->object)
                 : g_strdup("which drops the column");
    return elsewhere != NULL;
  }
  const RowColumn *then = row_set_column(between, (guint)index);
  if (row_digest_equal(&then->values, &column->values) && then->nulls == column->nulls) {
    if (!g_str_equal(then->name, column->name))
      *cause = g_strdup_printf("which does not rename %s back", then->object);
    return TRUE;
  }
  *cause = explain_type(column, then, " and back");
  if (*cause == NULL && then->nulls > column->nulls)
    *cause = explain_nulls(loss, was, column, between);
  return FALSE;
}

/* Then values cannot be compared with those between, and it takes both to alter them. */
static gboolean has_other_type(const MigharRowSet *between, const RowColumn *column)
{
  int index = between != NULL ? row_set_find_column(between, column) : -1;
  return index >= 0 && g_strcmp0(row_set_column(between, index)->type, column->type) != 0;
}

static void tell_column(const Loss *loss, const MigharRowSet *was, guint index, const MigharRowSet *between,
                        const MigharRowSet *after, const RowColumnChanges *changes)
{
  const RowColumn *column = row_set_column(was, index);
  guint64 missing = row_set_find_column(after, column) < 0 && has_values(column) ? was->n - column->nulls : 0;
  guint64 n = missing + changes->nulled + changes->altered;
  if (n == 0)
    return;
  char *cause = NULL;
  gboolean by_down = is_by_down(loss, was, column, between, &cause);
  gboolean dropped = between == NULL || row_set_find_column(between, column) < 0;
  gboolean lost = missing > 0 || dropped || changes->nulled > 0;
  const char *what = lost                              ? (by_down ? "lost by the down" : "lost by the up")
                     : by_down                         ? "altered by the down"
                     : has_other_type(between, column) ? "altered by up and down"
                                                       : "altered by the up";
  tell_values(loss->findings, lost ? "lost" : "altered", column, what, n,
              changes->altered > 0 && changes->more, cause, &changes->examples);
}

static void tell_data(const Loss *loss, const MigharRowSet *was)
{
  const MigharRowSet *between = mighar_moment_find(loss->before, was->table, loss->between);
  const MigharRowSet *after = mighar_moment_find(loss->before, was->table, loss->after);
  if (was->n == 0 || was == after || (after != NULL && mighar_row_set_equal(was, after)))
    return;
  if (after == NULL) {
    tell_whole_table(loss, was, between);
    return;
  }
  g_auto(RowChanges) changes = {0};
  row_changes_find(&changes, was, after);
  tell_rows(loss, was, between, after, &changes);
  for (guint i = 0; i < was->columns->len; i++)
    tell_column(loss, was, i, between, after, &changes.columns[i]);
}

GPtrArray *mighar_compare_data(const MigharMoment *before, const MigharMoment *between,
                               const MigharMoment *after)
{
  const Loss loss = {before, between, after,
                     g_ptr_array_new_with_free_func((GDestroyNotify)mighar_finding_free)};
  g_autoptr(GPtrArray) tables = list_tables(before);
  for (guint i = 0; i < tables->len; i++)
    tell_data(&loss, g_hash_table_lookup(before->sets, g_ptr_array_index(tables, i)));
  g_ptr_array_sort(loss.findings, by_object);
  return loss.findings;
}
