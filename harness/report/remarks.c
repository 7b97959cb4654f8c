#include "remarks.h"

#include "text.h"

static void free_remark(gpointer data)
{
  Remark *remark = data;
  g_ptr_array_unref(remark->migrations);
  g_free(remark->checks);
  g_free(remark);
}

static gboolean has_remark(const MigharCheckReport *check)
{
  return check->reason != NULL && check->verdict <= MIGHAR_PASS;
}

static gboolean same_remark(const MigharCheckReport *a, const MigharCheckReport *b)
{
  return has_remark(a) && has_remark(b) && a->verdict == b->verdict && g_str_equal(a->reason, b->reason);
}

static gboolean is_repeated(const GPtrArray *checks, guint index)
{
  for (guint i = 0; i < index; i++)
    if (same_remark(g_ptr_array_index(checks, i), g_ptr_array_index(checks, index)))
      return TRUE;
  return FALSE;
}

/* Names of all checks that say what this one says. */
static char *join_checks(const GPtrArray *checks, const MigharCheckReport *first)
{
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < checks->len; i++) {
    const MigharCheckReport *check = g_ptr_array_index(checks, i);
    if (same_remark(first, check))
      g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "", check->check);
  }
  return g_string_free(g_steal_pointer(&names), FALSE);
}

/* The remark in the array, made where it is not there yet. index finds it by its words. */
static Remark *find_or_add(GPtrArray *remarks, GHashTable *index, const GPtrArray *checks,
                           const MigharCheckReport *check)
{
  g_autofree char *names = join_checks(checks, check);
  g_autofree char *key = g_strdup_printf("%d|%s|%s", check->verdict, names, check->reason);
  Remark *remark = g_hash_table_lookup(index, key);
  if (remark != NULL)
    return remark;
  remark = g_new0(Remark, 1);
  remark->verdict = check->verdict;
  remark->checks = g_steal_pointer(&names);
  remark->reason = check->reason;
  remark->migrations = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(remarks, remark);
  g_hash_table_insert(index, g_steal_pointer(&key), remark);
  return remark;
}

/* migration is NULL for the checks of the whole chain. */
static void collect(const GPtrArray *checks, const MigharMigrationReport *migration, GPtrArray *remarks,
                    GHashTable *index)
{
  for (guint i = 0; i < checks->len; i++) {
    const MigharCheckReport *check = g_ptr_array_index(checks, i);
    if (!has_remark(check) || is_repeated(checks, i))
      continue;
    Remark *remark = find_or_add(remarks, index, checks, check);
    if (migration != NULL)
      g_ptr_array_add(remark->migrations, text_migration(migration));
  }
}

GPtrArray *remarks_collect(const MigharEngineReport *report)
{
  GPtrArray *remarks = g_ptr_array_new_with_free_func(free_remark);
  g_autoptr(GHashTable) index = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < report->migrations->len; i++) {
    const MigharMigrationReport *migration = g_ptr_array_index(report->migrations, i);
    g_autoptr(GPtrArray) checks = mighar_migration_report_checks(migration);
    collect(checks, migration, remarks, index);
  }
  collect(report->checks, NULL, remarks, index);
  return remarks;
}
