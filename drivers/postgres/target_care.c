#include "target.h"

#include "target_backup.h"
#include "target_indexes.h"
#include "target_key.h"
#include "target_lock.h"

#include <mighar/error.h>

/* How it can be said what keeps migrations apart; the names are those of --lock. */
static gboolean check_mode(const char *mode, GError **error)
{
  static const char *const modes[] = {"table", "session", NULL};
  if (mode == NULL || g_strv_contains(modes, mode))
    return TRUE;
  mighar_set_error(
      error, MIGHAR_ERROR_USAGE,
      "'table' is for poolers that pool by transaction, 'session' for those that pool by session",
      "there is no way '%s' to lock a PostgreSQL database", mode);
  return FALSE;
}

/* A pooler that keeps a session for each client is as good as none. */
static gboolean keep_session(PostgresTarget *target, gboolean is_kept, GError **error)
{
  if (!is_kept || !target->settings.pooled)
    return TRUE;
  target->settings.pooled = FALSE;
  return target_reset(target, error);
}

gboolean target_lock(MigharTarget *handle, const MigharTargetLock *lock, GError **error)
{
  PostgresTarget *target = (PostgresTarget *)handle;
  const char *schema = lock->schema != NULL ? lock->schema : handle->schema;
  const TargetKeyParts parts = {handle->name, schema != NULL ? schema : "", lock->table};
  const TargetLockOptions options = {
      .key = target_key(lock->format, &parts),
      .seconds = lock->seconds,
      .pooled = g_strcmp0(lock->mode, "session") == 0,
      .waiting = lock->waiting,
      .data = lock->data,
  };
  if (!check_mode(lock->mode, error))
    return FALSE;
  if (g_strcmp0(lock->mode, "table") == 0) {
    target->lease = target_lease_take(target->session, schema != NULL ? schema : "public",
                                      target_twin_of(target->session), &options, error);
    return target->lease != NULL;
  }
  target->lock_key = options.key;
  target->locked = target_lock_take(target->session, &options, error);
  return target->locked && keep_session(target, options.pooled, error);
}

void target_unlock(MigharTarget *handle)
{
  PostgresTarget *target = (PostgresTarget *)handle;
  if (target->locked && target->session != NULL)
    target_lock_release(target->session, target->lock_key);
  target->locked = FALSE;
  target_lease_free(g_steal_pointer(&target->lease), target->session);
}

static void tell_blocked(void *data, const char *text)
{
  const MigharTargetSettings *settings = data;
  settings->event(settings->data, MIGHAR_TARGET_BLOCKED, 0, text);
}

static void tell_progress(void *data, const char *text)
{
  const MigharTargetSettings *settings = data;
  settings->event(settings->data, MIGHAR_TARGET_PROGRESS, 0, text);
}

/* Through a pooler, the process behind a session is now this one and now that. */
TargetWatch *target_new_watch(PostgresTarget *target)
{
  const TargetWatchHooks hooks = {
      .blocked = tell_blocked,
      .progress = target->settings.progress ? tell_progress : NULL,
      .data = &target->settings,
  };
  return target->settings.event != NULL && !target->between && !target->settings.pooled
             ? target_watch_new(target_twin_of(target->session), PQbackendPID(target->session), &hooks)
             : NULL;
}

gboolean target_backup(MigharTarget *handle, const char *file, GError **error)
{
  PGconn *session = ((PostgresTarget *)handle)->session;
  g_autoptr(TargetTwin) twin = target_twin_of(session);
  return target_backup_write(twin, PQserverVersion(session), file, error);
}

GPtrArray *target_find_invalid(MigharTarget *handle, GError **error)
{
  g_autoptr(GPtrArray) indexes = target_indexes_invalid(((PostgresTarget *)handle)->session, error);
  if (indexes == NULL)
    return NULL;
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < indexes->len; i++)
    g_ptr_array_add(names, g_strdup(((TargetIndex *)g_ptr_array_index(indexes, i))->name));
  return names;
}

char *target_mend_invalid(MigharTarget *handle, const char *name)
{
  g_autoptr(GPtrArray) indexes = target_indexes_invalid(((PostgresTarget *)handle)->session, NULL);
  for (guint i = 0; indexes != NULL && i < indexes->len; i++) {
    const TargetIndex *index = g_ptr_array_index(indexes, i);
    if (g_str_equal(index->name, name))
      return g_strdup(index->rebuild != NULL ? index->rebuild : index->drop);
  }
  return g_strdup_printf("REINDEX INDEX CONCURRENTLY %s", name);
}

char *target_remove_invalid(MigharTarget *handle G_GNUC_UNUSED, const char *name)
{
  return g_strdup_printf("DROP INDEX CONCURRENTLY %s", name);
}

gboolean target_run_alone(MigharTarget *handle, const char *statement, GError **error)
{
  PostgresTarget *target = (PostgresTarget *)handle;
  target_watch_begin(target->watch);
  gboolean done = session_command(target->session, statement, error);
  target_watch_end(target->watch);
  return done;
}
