/* What is left of a snapshot without an external program's own tables. */
#include "ledger.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void add(GPtrArray *objects, const char *kind, const char *name, const char *parent)
{
  g_ptr_array_add(objects, mighar_object_new(kind, name, parent, NULL, NULL, 0));
}

static MigharSnapshot *make(void)
{
  GPtrArray *objects = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref);
  add(objects, "table", "public.versions", NULL);
  add(objects, "column", "public.versions.id", "public.versions");
  add(objects, "constraint", "public.versions.pk", "public.versions");
  add(objects, "part of a part", "public.versions.pk.x", "public.versions.pk");
  add(objects, "sequence", "public.versions_id_seq", NULL);
  add(objects, "table", "public.old_versions", NULL);
  add(objects, "column", "public.users.versions", "public.users");
  add(objects, "table", "public.users", NULL);
  add(objects, "table", "versions", NULL);
  return mighar_snapshot_new(objects);
}

static char *names_of(const MigharSnapshot *snapshot)
{
  GString *names = g_string_new(NULL);
  for (guint i = 0; i < snapshot->objects->len; i++)
    g_string_append_printf(names, "%s;",
                           ((const MigharObject *)g_ptr_array_index(snapshot->objects, i))->name);
  return g_string_free(names, FALSE);
}

static void hides_tables_with_all_their_parts(void **state)
{
  (void)state;
  char *const ledger[] = {"versions", "versions_id_seq", NULL};
  g_autoptr(MigharSnapshot) snapshot = ledger_hide(make(), ledger);
  g_autofree char *names = names_of(snapshot);
  assert_string_equal(names, "public.users.versions;public.old_versions;public.users;");
}

static void a_schema_tells_which_is_meant(void **state)
{
  (void)state;
  char *const ledger[] = {"public.versions", NULL};
  g_autoptr(MigharSnapshot) snapshot = ledger_hide(make(), ledger);
  g_autofree char *names = names_of(snapshot);
  assert_string_equal(names, "public.users.versions;public.versions_id_seq;public.old_versions;public.users;"
                             "versions;");
}

static void no_name_hides_nothing(void **state)
{
  (void)state;
  char *const ledger[] = {NULL};
  g_autoptr(MigharSnapshot) whole = make();
  g_autoptr(MigharSnapshot) snapshot = ledger_hide(mighar_snapshot_ref(whole), ledger);
  assert_true(mighar_snapshot_equal(snapshot, whole));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hides_tables_with_all_their_parts),
      cmocka_unit_test(a_schema_tells_which_is_meant),
      cmocka_unit_test(no_name_hides_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
