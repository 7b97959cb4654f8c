/* The steps of the apply runner. */
#include <mighar/plan.h>

#include <mighar/error.h>

static const MigharMigration *migration_at(const MigharChain *chain, int i)
{
  return g_ptr_array_index(chain->migrations, i);
}

gboolean mighar_plan_find(const MigharChain *chain, const char *version, int *index, GError **error)
{
  int n = (int)chain->migrations->len;
  for (int i = 0; i < n; i++)
    if (mighar_version_compare(migration_at(chain, i)->version, version) == 0) {
      *index = i;
      return TRUE;
    }
  if (mighar_version_compare(version, "0") == 0) {
    *index = -1;
    return TRUE;
  }
  g_autofree char *hint =
      n > 0 ? g_strdup_printf("there are %s to %s; 0 is before the first", migration_at(chain, 0)->version,
                              migration_at(chain, n - 1)->version)
            : NULL;
  mighar_set_error(error, MIGHAR_ERROR_USAGE, hint, "'%s' has no migration '%s'", chain->directory, version);
  return FALSE;
}

static const char *version_below(const MigharChain *chain, const gboolean *applied, int i)
{
  while (--i >= 0)
    if (applied[i])
      return migration_at(chain, i)->version;
  return NULL;
}

GArray *mighar_plan_up(const MigharChain *chain, const gboolean *applied, guint n, int last)
{
  GArray *steps = g_array_new(FALSE, FALSE, sizeof(MigharRunnerStep));
  int end = last < 0 ? (int)chain->migrations->len : last + 1;
  for (int i = 0; i < end && (n == 0 || steps->len < n); i++) {
    MigharRunnerStep step = {migration_at(chain, i), MIGHAR_UP, version_below(chain, applied, i)};
    if (!applied[i])
      g_array_append_val(steps, step);
  }
  return steps;
}

GArray *mighar_plan_down(const MigharChain *chain, const gboolean *applied, guint n, int last)
{
  GArray *steps = g_array_new(FALSE, FALSE, sizeof(MigharRunnerStep));
  for (int i = (int)chain->migrations->len - 1; i > last && (n == 0 || steps->len < n); i--) {
    MigharRunnerStep step = {migration_at(chain, i), MIGHAR_DOWN, version_below(chain, applied, i)};
    if (applied[i])
      g_array_append_val(steps, step);
  }
  return steps;
}

static gboolean check_down(const MigharMigration *migration, gboolean force, GError **error)
{
  const MigharDirective *irreversible =
      mighar_migration_directive(migration, MIGHAR_DIRECTIVE_IRREVERSIBLE, NULL);
  if (irreversible != NULL && (!force || migration->down == NULL)) {
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, irreversible->file, irreversible->line,
                        migration->down != NULL ? "--force takes it down all the same" : NULL,
                        "%s is irreversible: %s", migration->version, irreversible->reason);
    return FALSE;
  }
  if (migration->down != NULL)
    return TRUE;
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, migration->file, 0, NULL, "%s has no down",
                      migration->version);
  return FALSE;
}

gboolean mighar_plan_check_downs(const GArray *steps, gboolean force, GError **error)
{
  for (guint i = 0; i < steps->len; i++) {
    const MigharRunnerStep *step = &g_array_index(steps, MigharRunnerStep, i);
    if (step->direction == MIGHAR_DOWN && !check_down(step->migration, force, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean check_transaction(const MigharChain *chain, const MigharScript *script, GError **error)
{
  int i = mighar_script_ends_transaction(script, chain->engine->dialect);
  if (i < 0)
    return TRUE;
  mighar_set_error_at(
      error, MIGHAR_ERROR_USAGE, script->file, g_array_index(script->statements, MigharStatement, i).line,
      chain->format->no_transaction_hint,
      "the script ends the transaction around it, so that what it does can be left half done");
  return FALSE;
}

gboolean mighar_plan_check(const MigharChain *chain, const GArray *steps, GError **error)
{
  for (guint i = 0; i < steps->len; i++) {
    const MigharRunnerStep *step = &g_array_index(steps, MigharRunnerStep, i);
    const MigharMigration *migration = step->migration;
    const MigharScript *script = mighar_migration_script(migration, step->direction);
    if (migration->cannot_run != NULL)
      mighar_set_error_at(error, MIGHAR_ERROR_USAGE, migration->file, 0, NULL, "%s cannot be applied: %s",
                          migration->version, migration->cannot_run);
    else if (script == NULL)
      mighar_set_error_at(error, MIGHAR_ERROR_USAGE, migration->file, 0, NULL, "%s has no down",
                          migration->version);
    else if (check_transaction(chain, script, error))
      continue;
    return FALSE;
  }
  return TRUE;
}
