#include "target_lock.h"

#include "session.h"

#include <mighar/error.h>

#define FIRST_PAUSE_MILLISECONDS 50
#define LAST_PAUSE_MILLISECONDS  1000

/* Through a pooler the process that answers is another one than libpq was told of when it connected. Then the
 * lock must not even be tried: it would stay with that process. */
static const char try_sql[] = "SELECT CASE WHEN $3::bool OR pg_catalog.pg_backend_pid() = $2::int"
                              "            THEN pg_catalog.pg_try_advisory_lock($1::bigint) END";

/* The key of one bigint is in pg_locks as its halves, with 1 in objsubid (manual, section "pg_locks"). The
 * time of taking it is told nowhere. */
static const char holder_sql[] =
    "SELECT pg_catalog.format('process %s%s%s%s%s', l.pid,"
    "         ', application ' || pg_catalog.quote_literal(nullif(a.application_name, '')),"
    "         ', user ' || pg_catalog.quote_literal(a.usename),"
    "         ' from ' || pg_catalog.host(a.client_addr),"
    "         pg_catalog.to_char(a.backend_start AT TIME ZONE 'UTC',"
    "                            '\", connected since \"YYYY-MM-DD HH24:MI:SS\" UTC\"'))"
    "  FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid"
    " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1"
    "   AND l.database = (SELECT oid FROM pg_catalog.pg_database"
    "                      WHERE datname = pg_catalog.current_database())"
    "   AND ((l.classid::bigint << 32) | l.objid::bigint) = $1::bigint"
    "   AND l.pid <> pg_catalog.pg_backend_pid()";

typedef enum {
  TAKEN,
  HELD,
  POOLED,
  FAILED,
} Attempt;

static Attempt attempt(PGconn *session, const TargetLockOptions *options, const char *key, GError **error)
{
  g_autofree char *process = g_strdup_printf("%d", PQbackendPID(session));
  const char *const values[] = {key, process, options->pooled ? "t" : "f"};
  g_autoptr(PGresult) answer = session_query_with(session, try_sql, 3, values, error);
  if (answer == NULL)
    return FAILED;
  if (PQgetisnull(answer, 0, 0))
    return POOLED;
  return g_str_equal(PQgetvalue(answer, 0, 0), "t") ? TAKEN : HELD;
}

/* NULL: it is free by now. Free with g_free(). */
static char *find_holder(PGconn *session, const char *key)
{
  g_autoptr(PGresult) holder = session_query_with(session, holder_sql, 1, &key, NULL);
  return holder != NULL && PQntuples(holder) > 0 ? g_strdup(PQgetvalue(holder, 0, 0)) : NULL;
}

static void set_pooled(GError **error)
{
  mighar_set_error(
      error, MIGHAR_ERROR_ENVIRONMENT,
      "connect to the server itself, or use --lock table; --lock session says that the pooler keeps "
      "one server connection for each client (pool_mode = session)",
      "a pooler stands between mighar and the server, where a lock may be left behind for ever");
}

static void set_held(const TargetLockOptions *options, const char *holder, GError **error)
{
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT,
                   "wait for it longer with --lock-wait SECONDS; what it does is in pg_stat_activity",
                   "somebody else is migrating this database and was waited for %g s: %s", options->seconds,
                   holder != NULL ? holder : "who it is cannot be seen");
}

static void tell(const TargetLockOptions *options, char **told, const char *holder)
{
  if (holder == NULL || g_strcmp0(*told, holder) == 0)
    return;
  g_free(*told);
  *told = g_strdup(holder);
  if (options->waiting != NULL)
    options->waiting(options->data, holder);
}

/* Up to a quarter off, so that those who wait do not ask in step. */
static void pause_a_while(guint *milliseconds, gint64 until)
{
  gint64 left = until - g_get_monotonic_time();
  gint64 pause = (gint64)(*milliseconds * 1000.0 * g_random_double_range(0.75, 1.0));
  g_usleep((gulong)CLAMP(pause, 0, MAX(left, 0)));
  *milliseconds = MIN(*milliseconds * 2, LAST_PAUSE_MILLISECONDS);
}

gboolean target_lock_take(PGconn *session, const TargetLockOptions *options, GError **error)
{
  g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT, options->key);
  g_autofree char *told = NULL;
  gint64 until = g_get_monotonic_time() + (gint64)(options->seconds * G_USEC_PER_SEC);
  guint pause = FIRST_PAUSE_MILLISECONDS;
  for (;;) {
    Attempt outcome = attempt(session, options, key, error);
    if (outcome == POOLED)
      set_pooled(error);
    if (outcome != HELD)
      return outcome == TAKEN;
    g_autofree char *holder = find_holder(session, key);
    if (g_get_monotonic_time() >= until) {
      set_held(options, holder, error);
      return FALSE;
    }
    tell(options, &told, holder);
    pause_a_while(&pause, until);
  }
}

void target_lock_release(PGconn *session, gint64 key)
{
  g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, key);
  const char *const values[] = {text};
  g_autoptr(PGresult) ignored G_GNUC_UNUSED =
      session_query_with(session, "SELECT pg_catalog.pg_advisory_unlock($1::bigint)", 1, values, NULL);
}
