/* Where sequences stand from one moment to a later one, as findings. */
#include <mighar/compare.h>

static gint by_object(gconstpointer a, gconstpointer b)
{
  return g_strcmp0((*(MigharFinding *const *)a)->object, (*(MigharFinding *const *)b)->object);
}

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
