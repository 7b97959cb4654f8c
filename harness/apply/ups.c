#include <mighar/apply.h>
#include <mighar/error.h>
#include <mighar/ledger.h>

static gboolean apply_up(MigharDatabase *database, const MigharChain *chain, const MigharMigration *migration,
                         GError **error)
{
  g_auto(MigharLeg) leg = {0};
  if (migration->cannot_run != NULL) {
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, migration->file, 0, NULL, "%s cannot be applied: %s",
                        migration->version, migration->cannot_run);
    return FALSE;
  }
  if (!mighar_apply(database, chain, migration->up, &leg, error))
    return FALSE;
  if (!leg.applied)
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, leg.failure->file, leg.failure->line, leg.failure->hint,
                        "the up of %s does not apply: %s", migration->version, leg.failure->message);
  return leg.applied;
}

gboolean mighar_apply_ups(MigharDatabase *database, const MigharChain *chain, const gboolean *wanted,
                          GError **error)
{
  if (!mighar_ledger_provide(database, chain, error))
    return FALSE;
  for (guint i = 0; i < chain->migrations->len; i++)
    if (wanted[i] && !apply_up(database, chain, g_ptr_array_index(chain->migrations, i), error))
      return FALSE;
  return TRUE;
}
