/* The session that scripts run in: what they may leave in it, and how it is made as new. */
#include "target.h"

#include <string.h>

/* What DISCARD ALL does (manual, DISCARD), but for advisory locks: mighar's own is among them. */
#define FRESH                                                                                                \
  "SET SESSION AUTHORIZATION DEFAULT; RESET ROLE; RESET ALL; CLOSE ALL; DEALLOCATE ALL; UNLISTEN *; "        \
  "DISCARD PLANS; DISCARD TEMP; DISCARD SEQUENCES; "

/* That the server waits for the disk, or for its standbys, is of no use before the last of many transactions:
 * what a crash takes is the end of them, ledger and all. See target_settle(). */
#define HURRIED "SET synchronous_commit TO off"

char *target_reset_commands(const PostgresTarget *target)
{
  return g_strdup_printf(FRESH HURRIED "; SET lock_timeout TO %u; SET statement_timeout TO %u",
                         target->settings.lock_milliseconds, target->settings.statement_milliseconds);
}

gboolean target_reset(PostgresTarget *target, GError **error)
{
  if (target->settings.pooled)
    return TRUE;
  g_autofree char *sql = target_reset_commands(target);
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

/* Functions, and triggers, may do whatever they like. */
static gboolean calls(const MigharScript *script, guint statement)
{
  static const char *const words[] = {"call",   "copy",   "delete",  "do",     "execute", "explain",
                                      "insert", "merge",  "refresh", "select", "table",   "truncate",
                                      "update", "values", "with",    NULL};
  for (guint i = 0; words[i] != NULL; i++)
    if (mighar_script_starts_with(script, statement, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean is_about_session(const MigharToken *token)
{
  static const char *const words[] = {"declare", "discard", "listen", "load",       "pg_temp", "prepare",
                                      "reset",   "role",    "select", "set_config", "temp",    NULL};
  for (guint i = 0; words[i] != NULL; i++)
    if (mighar_token_is(token, words[i]))
      return TRUE;
  return mighar_token_is(token, "temporary");
}

static gboolean may_change_session(const MigharScript *script, guint i)
{
  const MigharStatement *statement = &g_array_index(script->statements, MigharStatement, i);
  MigharScanner scanner;
  MigharToken token;
  if (calls(script, i) || mighar_script_starts_with(script, i, "set"))
    return TRUE;
  mighar_scanner_init(&scanner, MIGHAR_DIALECT_POSTGRES, script->text + statement->start, statement->length);
  while (mighar_scanner_next_solid(&scanner, &token))
    if (is_about_session(&token))
      return TRUE;
  return FALSE;
}

gboolean target_may_change_session(const MigharScript *script)
{
  for (guint i = 0; i < script->statements->len; i++)
    if (may_change_session(script, i))
      return TRUE;
  return FALSE;
}
