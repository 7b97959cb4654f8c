/* The session that scripts run in: what they may leave in it, and how it is made as new. */
#include "target.h"

/* What DISCARD ALL does (manual, DISCARD), which is not to be had in a transaction, but for two things:
 * plans, which nobody sees, and advisory locks, since mighar's own is among them. It is done with every
 * migration, and each command costs as much as a small statement of its script: what functions can do is one
 * query. */
static const char *const fresh[] = {
    "RESET ALL", "CLOSE ALL", "DEALLOCATE ALL", "UNLISTEN *", "DISCARD TEMP", "DISCARD SEQUENCES",
};

/* Who the session is, and then its role: NULL is what RESET sets. */
#define WHO                                                                                                  \
  "SELECT pg_catalog.set_config('session_authorization', NULL, false),"                                      \
  " pg_catalog.set_config('role', NULL, false),"

/* That the server waits for the disk, or for its standbys, is of no use before the last of many transactions:
 * what a crash takes is the end of them, ledger and all. See target_settle(). */
#define SETTINGS                                                                                             \
  " pg_catalog.set_config('synchronous_commit', 'off', false),"                                              \
  " pg_catalog.set_config('lock_timeout', '%u', false),"                                                     \
  " pg_catalog.set_config('statement_timeout', '%u', false),"

#define UNLOCK " pg_catalog.pg_advisory_unlock_all()"

/* The lock of the transaction outlasts that of the session, so that nobody can come in between. */
#define UNLOCK_OTHERS                                                                                        \
  " pg_catalog.pg_try_advisory_xact_lock(%" G_GINT64_FORMAT ")," UNLOCK                                      \
  ", pg_catalog.pg_advisory_lock(%" G_GINT64_FORMAT ")"

static char *settings_command(const PostgresTarget *target)
{
  guint lock = target->settings.lock_milliseconds, statement = target->settings.statement_milliseconds;
  return target->locked ? g_strdup_printf(WHO SETTINGS UNLOCK_OTHERS, lock, statement, target->lock_key,
                                          target->lock_key)
                        : g_strdup_printf(WHO SETTINGS UNLOCK, lock, statement);
}

char **target_reset_commands(const PostgresTarget *target)
{
  g_autoptr(GStrvBuilder) commands = g_strv_builder_new();
  g_autofree char *settings = settings_command(target);
  for (guint i = 0; i < G_N_ELEMENTS(fresh); i++)
    g_strv_builder_add(commands, fresh[i]);
  g_strv_builder_add(commands, settings);
  return g_strv_builder_end(commands);
}

char *target_reset_sql(const PostgresTarget *target)
{
  g_auto(GStrv) commands = target_reset_commands(target);
  return g_strjoinv("; ", commands);
}

gboolean target_reset(PostgresTarget *target, GError **error)
{
  if (target->settings.pooled)
    return TRUE;
  g_autofree char *sql = target_reset_sql(target);
  return session_command(target->session, sql, error);
}

/* A commit that is waited for makes all before it last, if it has something to write. */
gboolean target_settle(MigharTarget *handle, GError **error)
{
  PostgresTarget *target = (PostgresTarget *)handle;
  if (target->settings.pooled)
    return TRUE;
  gboolean settled = session_command(target->session,
                                     "BEGIN; SET LOCAL synchronous_commit TO DEFAULT;"
                                     "SELECT pg_catalog.pg_logical_emit_message(true, 'mighar', ''); COMMIT",
                                     error);
  if (!settled)
    g_prefix_error(error, "what was done may not outlive a crash of the server: ");
  return settled;
}
