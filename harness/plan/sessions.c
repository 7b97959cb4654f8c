/* What scripts leave in their session, which is somebody else's where a pooler lends it for a transaction. */
#include <mighar/plan.h>

#include <mighar/error.h>

static gboolean check_script(const MigharEngine *engine, const MigharScript *script, GError **error)
{
  for (guint i = 0; i < script->statements->len; i++) {
    const MigharStatement *statement = &g_array_index(script->statements, MigharStatement, i);
    const char *instead = engine->lasting(script->text + statement->start, statement->length);
    if (instead == NULL)
      continue;
    g_autofree char *hint =
        g_strdup_printf("%s; else connect to the server itself, without --lock table", instead);
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, script->file, statement->line, hint,
                        "what this does to its session would stay there, and a pooler lends that to others");
    return FALSE;
  }
  return TRUE;
}

gboolean mighar_plan_check_sessions(const MigharChain *chain, const GArray *steps, GError **error)
{
  for (guint i = 0; chain->engine->lasting != NULL && i < steps->len; i++) {
    const MigharRunnerStep *step = &g_array_index(steps, MigharRunnerStep, i);
    const MigharScript *script = mighar_migration_script(step->migration, step->direction);
    if (script != NULL && script->target == NULL && !check_script(chain->engine, script, error))
      return FALSE;
  }
  return TRUE;
}
