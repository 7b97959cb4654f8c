#include "target_lease.h"

#include "session.h"

#include <mighar/error.h>
#include <string.h>
#include <unistd.h>

#define POLL_MICROSECONDS (250 * 1000)

double target_lease_seconds = 30;

struct TargetLease {
  TargetTwin *twin; /* owned */
  char *key;
  char *token; /* nobody else has */
  char *seconds;
  char *renew; /* SQL, as are the next two */
  char *release;
  char *guard;
  GThread *heart;
  GMutex mutex;
  GCond stopped;
  gboolean stop;
};

/* Columns: name is the key; token tells holders apart; holder is for people. The server's clock alone counts.
 */
static const char create_sql[] = "CREATE TABLE IF NOT EXISTS %s.mighar_lock("
                                 "name text PRIMARY KEY, token text NOT NULL, holder text NOT NULL,"
                                 " since timestamptz NOT NULL, expires timestamptz NOT NULL)";
static const char exists_sql[] =
    "SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = $1 AND c.relname = 'mighar_lock'";
static const char take_sql[] =
    "INSERT INTO %s.mighar_lock AS l VALUES ($1, $2, $3, pg_catalog.clock_timestamp(),"
    "  pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => $4::float8))"
    " ON CONFLICT (name) DO UPDATE SET token = excluded.token, holder = excluded.holder,"
    "   since = excluded.since, expires = excluded.expires"
    " WHERE l.expires < pg_catalog.clock_timestamp()";
static const char renew_sql[] =
    "UPDATE %s.mighar_lock"
    "   SET expires = pg_catalog.clock_timestamp() + pg_catalog.make_interval(secs => $3::float8)"
    " WHERE name = $1 AND token = $2";
static const char release_sql[] = "DELETE FROM %s.mighar_lock WHERE name = $1 AND token = $2";
static const char guard_sql[] =
    "DO $mighar$BEGIN IF NOT EXISTS (SELECT FROM %s.mighar_lock WHERE name = '%s' AND token = '%s') THEN"
    " RAISE EXCEPTION 'mighar has lost its lease on this database to somebody else'"
    " USING ERRCODE = 'lock_not_available'; END IF; END$mighar$";
static const char holder_sql[] =
    "SELECT pg_catalog.format('%%s, since %%s', holder,"
    "         pg_catalog.to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS\" UTC\"'))"
    "  FROM %s.mighar_lock WHERE name = $1";

static gboolean ensure_table(PGconn *session, const char *schema, const char *quoted, GError **error)
{
  g_autoptr(PGresult) found = session_query_with(session, exists_sql, 1, &schema, error);
  if (found == NULL || PQntuples(found) > 0)
    return found != NULL;
  g_autofree char *sql = g_strdup_printf(create_sql, quoted);
  if (session_command(session, sql, NULL))
    return TRUE;
  /* Two that make it at once run into each other in spite of IF NOT EXISTS. */
  return session_command(session, sql, error);
}

static gboolean is_stopped(TargetLease *lease, double seconds)
{
  gint64 until = g_get_monotonic_time() + (gint64)(seconds * G_USEC_PER_SEC);
  g_mutex_lock(&lease->mutex);
  while (!lease->stop && g_cond_wait_until(&lease->stopped, &lease->mutex, until))
    ;
  gboolean stopped = lease->stop;
  g_mutex_unlock(&lease->mutex);
  return stopped;
}

/* What cannot be renewed now may be the next time: the guard decides whether it was too late. */
static gpointer beat(gpointer data)
{
  TargetLease *lease = data;
  const char *const values[] = {lease->key, lease->token, lease->seconds};
  PGconn *connection = NULL;
  while (!is_stopped(lease, target_lease_seconds / 4)) {
    if (connection == NULL)
      connection = target_twin_connect(lease->twin, "mighar lease");
    g_autoptr(PGresult) renewed =
        connection != NULL ? session_query_with(connection, lease->renew, 3, values, NULL) : NULL;
    if (renewed == NULL)
      g_clear_pointer(&connection, PQfinish);
  }
  PQfinish(connection);
  return NULL;
}

static char *describe_holder(const PGconn *session)
{
  return g_strdup_printf("process %d on host '%s', user '%s'", (int)getpid(), g_get_host_name(),
                         PQuser(session));
}

static char *find_holder(PGconn *session, const char *quoted, const char *key)
{
  g_autofree char *sql = g_strdup_printf(holder_sql, quoted);
  g_autoptr(PGresult) holder = session_query_with(session, sql, 1, &key, NULL);
  return holder != NULL && PQntuples(holder) > 0 ? g_strdup(PQgetvalue(holder, 0, 0)) : NULL;
}

static void set_held(const TargetLockOptions *options, const char *holder, GError **error)
{
  g_autofree char *hint = g_strdup_printf(
      "wait for it longer with --lock-wait SECONDS; a holder that died is forgotten after %g s",
      target_lease_seconds);
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, hint,
                   "somebody else is migrating this database and was waited for %g s: %s", options->seconds,
                   holder != NULL ? holder : "who it is cannot be seen");
}

static gboolean wait_for_lease(PGconn *session, const TargetLease *lease, const char *quoted,
                               const TargetLockOptions *options, GError **error)
{
  g_autofree char *take = g_strdup_printf(take_sql, quoted);
  g_autofree char *self = describe_holder(session);
  g_autofree char *told = NULL;
  const char *const values[] = {lease->key, lease->token, self, lease->seconds};
  gint64 until = g_get_monotonic_time() + (gint64)(options->seconds * G_USEC_PER_SEC);
  for (;;) {
    g_autoptr(PGresult) taken = session_query_with(session, take, 4, values, error);
    if (taken == NULL)
      return FALSE;
    if (g_str_equal(PQcmdTuples(taken), "1"))
      return TRUE;
    g_autofree char *holder = find_holder(session, quoted, lease->key);
    if (g_get_monotonic_time() >= until) {
      set_held(options, holder, error);
      return FALSE;
    }
    if (options->waiting != NULL && holder != NULL && g_strcmp0(told, holder) != 0) {
      options->waiting(options->data, holder);
      g_free(told);
      told = g_steal_pointer(&holder);
    }
    g_usleep((gulong)(POLL_MICROSECONDS * g_random_double_range(0.75, 1.25)));
  }
}

static void lease_free(TargetLease *lease)
{
  g_mutex_clear(&lease->mutex);
  g_cond_clear(&lease->stopped);
  g_free(lease->key);
  g_free(lease->token);
  g_free(lease->seconds);
  g_free(lease->renew);
  g_free(lease->release);
  g_free(lease->guard);
  target_twin_free(lease->twin);
  g_free(lease);
}

static TargetLease *lease_new(const char *quoted, TargetTwin *twin, gint64 key)
{
  TargetLease *lease = g_new0(TargetLease, 1);
  g_mutex_init(&lease->mutex);
  g_cond_init(&lease->stopped);
  lease->twin = twin;
  lease->key = g_strdup_printf("%" G_GINT64_FORMAT, key);
  lease->token = g_uuid_string_random();
  lease->seconds = g_strdup_printf("%g", target_lease_seconds);
  lease->renew = g_strdup_printf(renew_sql, quoted);
  lease->release = g_strdup_printf(release_sql, quoted);
  lease->guard = g_strdup_printf(guard_sql, quoted, lease->key, lease->token);
  return lease;
}

TargetLease *target_lease_take(PGconn *session, const char *schema, TargetTwin *twin,
                               const TargetLockOptions *options, GError **error)
{
  char *quoted = PQescapeIdentifier(session, schema, strlen(schema));
  TargetLease *lease = lease_new(quoted, twin, options->key);
  if (!ensure_table(session, schema, quoted, error) ||
      !wait_for_lease(session, lease, quoted, options, error))
    g_clear_pointer(&lease, lease_free);
  else
    lease->heart = g_thread_new("lease", beat, lease);
  PQfreemem(quoted);
  return lease;
}

const char *target_lease_guard(const TargetLease *lease)
{
  return lease->guard;
}

void target_lease_free(TargetLease *lease, PGconn *session)
{
  if (lease == NULL)
    return;
  g_mutex_lock(&lease->mutex);
  lease->stop = TRUE;
  g_cond_signal(&lease->stopped);
  g_mutex_unlock(&lease->mutex);
  g_thread_join(lease->heart);
  const char *const values[] = {lease->key, lease->token};
  g_autoptr(PGresult) released G_GNUC_UNUSED =
      PQstatus(session) == CONNECTION_OK ? session_query_with(session, lease->release, 2, values, NULL)
                                         : NULL;
  lease_free(lease);
}
