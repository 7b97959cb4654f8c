/* What became of rows from one moment to a later one, as findings. */
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

static char *values_of(guint64 n, const char *noun)
{
  return g_strdup_printf("%" G_GUINT64_FORMAT " %s%s", n, noun, n == 1 ? "" : "s");
}

/* Takes title and cause over. Values stand in before and after, a line for each example. */
static void tell(GPtrArray *findings, const char *kind, char *title, const char *what, guint64 n,
                 const char *noun, char *cause, const RowExamples *examples)
{
  g_autofree char *count = values_of(n, noun);
  g_autofree char *owned G_GNUC_UNUSED = cause;
  MigharFinding *finding =
      mighar_finding_new(kind, "%s: %s %s %s", title, count, n == 1 ? "is" : "are", what);
  if (cause != NULL) {
    g_autofree char *message = finding->message;
    finding->message = g_strconcat(message, ", ", cause, NULL);
  }
  finding->object = title;
  finding->property = g_strdup(what);
  if (examples != NULL && examples->before->len > 0) {
    finding->before = g_strdup(examples->before->str);
    finding->after = examples->after->len > 0 ? g_strdup(examples->after->str) : NULL;
  }
  g_ptr_array_add(findings, finding);
}

/* keep */

static void tell_kept(const MigharMoment *before, const MigharRowSet *was, const MigharRowSet *is,
                      GPtrArray *findings)
{
  if (was == is || mighar_row_set_equal(was, is))
    return;
  g_auto(RowChanges) changes = {0};
  row_changes_find(&changes, was, is);
  if (changes.gone > 0)
    tell(findings, "lost", g_strdup_printf("table %s", was->table), "gone after the up", changes.gone, "row",
         row_cascade(before->snapshot, was->table), &changes.rows);
  for (guint i = 0; i < was->columns->len; i++)
    if (changes.columns[i].nulled > 0)
      tell(findings, "lost", g_strdup_printf("column %s", row_set_column(was, i)->object),
           "NULL after the up", changes.columns[i].nulled, "value", NULL, &changes.columns[i].examples);
}

GPtrArray *mighar_compare_kept(const MigharMoment *before, const MigharMoment *after)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_finding_free);
  g_autoptr(GPtrArray) tables = list_tables(before);
  for (guint i = 0; i < tables->len; i++) {
    const MigharRowSet *was = g_hash_table_lookup(before->sets, g_ptr_array_index(tables, i));
    const MigharRowSet *is = mighar_moment_find(before, was->table, after);
    if (is != NULL)
      tell_kept(before, was, is, findings);
  }
  g_ptr_array_sort(findings, by_object);
  return findings;
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

static char *title_table(const MigharRowSet *set)
{
  return g_strdup_printf("table %s", set->table);
}

static void tell_whole_table(const Loss *loss, const MigharRowSet *was, const MigharRowSet *between)
{
  gboolean by_down = between != NULL || rows_are_elsewhere(loss, was);
  tell(loss->findings, "lost", title_table(was), by_down ? "lost by the down" : "lost by the up", was->n,
       "row", g_strdup(by_down ? "which does not bring them back" : "which drops the table"), NULL);
}

/* Rows that the up took are gone between; the others the down took. */
static void tell_rows(const Loss *loss, const MigharRowSet *was, const MigharRowSet *between,
                      const RowChanges *changes)
{
  if (changes->gone == 0)
    return;
  guint64 by_up = changes->gone;
  if (between != NULL) {
    g_auto(RowChanges) first = {0};
    row_changes_find(&first, was, between);
    by_up = MIN(first.gone, changes->gone);
  } else if (rows_are_elsewhere(loss, was)) {
    by_up = 0;
  }
  if (by_up > 0)
    tell(loss->findings, "lost", title_table(was), "lost by the up", by_up, "row",
         between == NULL ? g_strdup("which drops the table")
                         : row_cascade(loss->before->snapshot, was->table),
         &changes->rows);
  if (by_up < changes->gone)
    tell(loss->findings, "lost", title_table(was), "lost by the down", changes->gone - by_up, "row",
         between == NULL ? g_strdup("which makes the table anew and leaves them where they were after the up")
                         : row_cascade(loss->between->snapshot, between->table),
         &changes->rows);
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
  const RowColumn *then = row_set_column(between, index);
  if (row_digest_equal(&then->values, &column->values) && then->nulls == column->nulls) {
    if (!g_str_equal(then->name, column->name))
      *cause = g_strdup_printf("which does not rename %s back", then->object);
    return TRUE;
  }
  if (g_strcmp0(then->type, column->type) != 0)
    *cause = g_strdup_printf("as the type changes from %s to %s and back", column->type, then->type);
  else if (then->nulls > column->nulls)
    *cause = row_set_null(loss->before->snapshot, was->table);
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
  tell(loss->findings, lost ? "lost" : "altered", g_strdup_printf("column %s", column->object), what, n,
       "value", cause, &changes->examples);
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
  tell_rows(loss, was, between, &changes);
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

/* Sequences */

/* Without a column it is a promise of the table's that no key comes a second time. */
static gboolean is_set_back(const MigharPosition *was, const MigharPosition *is)
{
  return is->column == NULL && is->table != NULL && was->next != NULL && is->next != NULL &&
         g_ascii_strtoll(is->next, NULL, 10) < g_ascii_strtoll(was->next, NULL, 10);
}

static MigharFinding *tell_position(const MigharPosition *was, const MigharPosition *is, const char *when)
{
  MigharFinding *finding =
      mighar_finding_new("sequence", "%s: hands out %s %s, a key that %s of %s has%s", is->name, is->next,
                         when, is->used ? "a row" : "a former row", is->table, is->used ? "" : " had");
  finding->object = g_strdup(is->name);
  finding->property = g_strdup("next");
  finding->before = g_strdup(was->next);
  finding->after = g_strdup(is->next);
  finding->cosmetic = !is->used;
  finding->fix = is->used ? g_strdup(is->catch_up) : NULL;
  return finding;
}

static const MigharPosition *find_position(const MigharMoment *moment, const char *name)
{
  return moment != NULL ? g_hash_table_lookup(moment->positions, name) : NULL;
}

GPtrArray *mighar_compare_positions(const MigharMoment *before, const MigharMoment *between,
                                    const MigharMoment *after, const char *when)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_finding_free);
  GHashTableIter iterator;
  gpointer name, value;
  g_hash_table_iter_init(&iterator, after->positions);
  while (g_hash_table_iter_next(&iterator, &name, &value)) {
    const MigharPosition *is = value, *was = find_position(between, name);
    was = was != NULL ? was : find_position(before, name);
    if (was != NULL && ((is->used && !was->used) || is_set_back(was, is)))
      g_ptr_array_add(findings, tell_position(was, is, when));
  }
  g_ptr_array_sort(findings, by_object);
  return findings;
}
