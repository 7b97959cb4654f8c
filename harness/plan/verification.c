#include <mighar/plan.h>

#include <mighar/error.h>

static void set_nothing_selected(const MigharChain *chain, GError **error)
{
  const GPtrArray *migrations = chain->migrations;
  if (migrations->len == 0) {
    mighar_set_error(error, MIGHAR_ERROR_USAGE, NULL, "%s: there are no migrations", chain->directory);
    return;
  }
  const MigharMigration *first = g_ptr_array_index(migrations, 0);
  const MigharMigration *last = g_ptr_array_index(migrations, migrations->len - 1);
  g_autofree char *hint = g_strdup_printf("the versions go from %s to %s", first->version, last->version);
  mighar_set_error(error, MIGHAR_ERROR_USAGE, hint, "%s: the selection matches no migration",
                   chain->directory);
}

GArray *mighar_plan_verification(const MigharChain *chain, const MigharSelection *selection, GError **error)
{
  g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(MigharStep));
  guint needed = 0;
  for (guint i = 0; i < chain->migrations->len; i++) {
    MigharStep step = {.migration = g_ptr_array_index(chain->migrations, i)};
    step.verified = selection == NULL || mighar_selection_has(selection, chain->format, step.migration);
    g_array_append_val(steps, step);
    if (step.verified)
      needed = steps->len;
  }
  if (needed == 0) {
    set_nothing_selected(chain, error);
    return NULL;
  }
  g_array_set_size(steps, needed);
  return g_steal_pointer(&steps);
}
