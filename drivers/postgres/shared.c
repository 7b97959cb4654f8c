#include "shared.h"

#include "session.h"

#include <string.h>

enum { ROLES, DATABASES, TABLESPACES, MEMBERS, ORIGINS, KINDS };

struct Shared {
  char *before[KINDS]; /* as arrays of PostgreSQL */
  GHashTable *roles;   /* char *: names of the roles that were noted */
};

static const char everything[] =
    "SELECT (SELECT pg_catalog.array_agg(oid) FROM pg_catalog.pg_roles),"
    "       (SELECT pg_catalog.array_agg(oid) FROM pg_catalog.pg_database),"
    "       (SELECT pg_catalog.array_agg(oid) FROM pg_catalog.pg_tablespace),"
    "       (SELECT coalesce(pg_catalog.array_agg(pg_catalog.format('%s %s', roleid, member)), '{}')"
    "          FROM pg_catalog.pg_auth_members),"
    "       (SELECT coalesce(pg_catalog.array_agg(roident), '{}') FROM pg_catalog.pg_replication_origin)";

/* One command a row, in an order in which each is possible. */
static const char leftovers[] =
    "SELECT command FROM ("
    "SELECT 1, pg_catalog.format('SELECT pg_catalog.pg_drop_replication_slot(%L)', slot_name)"
    "  FROM pg_catalog.pg_replication_slots "
    "UNION ALL "
    "SELECT 2, pg_catalog.format('ALTER DATABASE %I IS_TEMPLATE false', datname)"
    "  FROM pg_catalog.pg_database WHERE oid <> ALL ($2::oid[]) AND datistemplate "
    "UNION ALL "
    "SELECT 3, pg_catalog.format('DROP DATABASE %I WITH (FORCE)', datname)"
    "  FROM pg_catalog.pg_database WHERE oid <> ALL ($2::oid[]) "
    "UNION ALL "
    "SELECT 4, pg_catalog.format('SELECT pg_catalog.pg_replication_origin_drop(%L)', roname)"
    "  FROM pg_catalog.pg_replication_origin WHERE roident <> ALL ($5::oid[]) "
    "UNION ALL "
    "SELECT 5, pg_catalog.format('DROP TABLESPACE %I', spcname)"
    "  FROM pg_catalog.pg_tablespace WHERE oid <> ALL ($3::oid[]) "
    "UNION ALL "
    "SELECT 6, pg_catalog.concat('ALTER ', CASE WHEN setrole = 0 AND setdatabase <> 0"
    "                           THEN pg_catalog.format('DATABASE %I', datname)"
    "                           ELSE pg_catalog.format('ROLE %s', coalesce(pg_catalog.quote_ident(rolname), "
    "'ALL')) ||"
    "                                coalesce(' IN DATABASE ' || pg_catalog.quote_ident(datname), '') END,"
    "                           ' RESET ALL')"
    "  FROM pg_catalog.pg_db_role_setting"
    "  LEFT JOIN pg_catalog.pg_database d ON d.oid = setdatabase"
    "  LEFT JOIN pg_catalog.pg_roles r ON r.oid = setrole "
    " WHERE setdatabase = 0 OR setdatabase = ANY ($2::oid[]) "
    "UNION ALL "
    "SELECT 7, pg_catalog.format('REVOKE %I FROM %I', g.rolname, m.rolname)"
    "  FROM pg_catalog.pg_auth_members"
    "  JOIN pg_catalog.pg_roles g ON g.oid = roleid"
    "  JOIN pg_catalog.pg_roles m ON m.oid = member"
    " WHERE g.oid = ANY ($1::oid[]) AND m.oid = ANY ($1::oid[])"
    "   AND pg_catalog.format('%s %s', roleid, member) <> ALL ($4::text[]) "
    "UNION ALL "
    "SELECT step, pg_catalog.format(verb, rolname)"
    "  FROM pg_catalog.pg_roles, (VALUES (8, 'DROP OWNED BY %I CASCADE'), (9, 'DROP ROLE %I')) AS steps "
    "(step, verb)"
    " WHERE oid <> ALL ($1::oid[]) "
    "UNION ALL "
    "SELECT step, command"
    "  FROM (VALUES (10, 'ALTER SYSTEM RESET ALL'), (11, 'SELECT pg_catalog.pg_reload_conf()')) AS steps "
    "(step, command)"
    " WHERE EXISTS (SELECT FROM pg_catalog.pg_file_settings WHERE sourcefile LIKE '%postgresql.auto.conf')"
    ") AS all_of_them (step, command) ORDER BY step, command";

static const char new_roles[] = "SELECT rolname FROM pg_catalog.pg_roles WHERE oid <> ALL ($1::oid[])";

/* Somebody else may have made a role of that name use of in the meantime: then it is not ours to drop. */
static const char unused_role[] = "SELECT pg_catalog.format('DROP ROLE %I', rolname)"
                                  "  FROM pg_catalog.pg_roles r"
                                  " WHERE rolname = $1"
                                  "   AND NOT EXISTS (SELECT FROM pg_catalog.pg_shdepend"
                                  "                    WHERE refclassid = "
                                  "'pg_catalog.pg_authid'::pg_catalog.regclass AND refobjid = r.oid)";

void shared_free(Shared *shared)
{
  if (shared == NULL)
    return;
  for (guint i = 0; i < KINDS; i++)
    g_free(shared->before[i]);
  g_hash_table_unref(shared->roles);
  g_free(shared);
}

Shared *shared_read(PGconn *connection, Answers *answers, GError **error)
{
  g_autoptr(PGresult) found = answers_query(answers, connection, everything, error);
  if (found == NULL)
    return NULL;
  Shared *shared = g_new0(Shared, 1);
  shared->roles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (int i = 0; i < KINDS; i++)
    shared->before[i] = g_strdup(PQgetvalue(found, 0, i));
  return shared;
}

/* Before version 15 a process collects what others have counted, and is asked for no more than what it knew
 * half a second ago. */
#define COLLECTING_MICROSECONDS (600 * 1000)

/* What a session does is told to that process no more than twice a second, and then behind its next command;
 * it is not to be taken for what somebody does later. */
static void tell_counts(PGconn *connection)
{
  if (PQserverVersion(connection) >= 150000)
    return;
  g_usleep(COLLECTING_MICROSECONDS);
  session_command(connection, "SELECT", NULL);
}

gboolean shared_restore(const Shared *shared, PGconn *connection, GError **error)
{
  g_autoptr(PGresult) commands =
      session_query_with(connection, leftovers, KINDS, (const char *const *)shared->before, error);
  if (commands == NULL || !session_run_rows(connection, commands, error))
    return FALSE;
  if (PQntuples(commands) > 0)
    tell_counts(connection);
  return TRUE;
}

/* The rows of catalogs that all databases share are counted by the server whenever one comes, changes or
 * goes, also where a transaction is rolled back. Databases are mighar's own doing, and what refers to roles
 * is in a database. The connection is a new one after a server has recovered from a crash, with all counts at
 * zero. */
static const char description[] =
    "SELECT pg_catalog.pg_backend_pid(),"
    "       (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', oid, "
    "pg_catalog.pg_stat_get_tuples_inserted(oid),"
    "                pg_catalog.pg_stat_get_tuples_updated(oid), pg_catalog.pg_stat_get_tuples_deleted(oid)),"
    "                ',' ORDER BY oid)"
    "          FROM pg_catalog.pg_class WHERE relisshared AND relkind = 'r'"
    "           AND relname NOT IN ('pg_database', 'pg_shdepend')),"
    "       (SELECT pg_catalog.string_agg(slot_name, ',' ORDER BY slot_name)"
    "          FROM pg_catalog.pg_replication_slots)";

/* What ALTER SYSTEM writes, which only superusers may see. */
static const char settings[] =
    "SELECT pg_catalog.concat_ws(' ', (pg_catalog.pg_stat_file('postgresql.auto.conf')).modification,"
    "                            pg_catalog.md5(pg_catalog.pg_read_file('postgresql.auto.conf')))";

/* Processes that have ended have told what they counted; this one does so once a second, or when asked to. */
static void wait_for_counts(PGconn *connection)
{
  if (PQserverVersion(connection) < 150000)
    g_usleep(COLLECTING_MICROSECONDS);
  else
    session_command(connection, "SELECT pg_catalog.pg_stat_force_next_flush()", NULL);
}

char *shared_describe(PGconn *connection, GError **error)
{
  wait_for_counts(connection);
  g_autoptr(PGresult) found = session_query(connection, description, error);
  if (found == NULL)
    return NULL;
  gboolean all = g_strcmp0(PQparameterStatus(connection, "is_superuser"), "on") == 0;
  g_autoptr(PGresult) more = all ? session_query(connection, settings, NULL) : NULL;
  return g_strdup_printf("%s/%s/%s/%s", PQgetvalue(found, 0, 0), PQgetvalue(found, 0, 1),
                         PQgetvalue(found, 0, 2), more != NULL ? PQgetvalue(more, 0, 0) : "");
}

gboolean shared_has_new_roles(const Shared *shared, PGconn *connection, gboolean *has, GError **error)
{
  const char *const before[] = {shared->before[ROLES]};
  g_autoptr(PGresult) found = session_query_with(connection, new_roles, 1, before, error);
  if (found == NULL)
    return FALSE;
  *has = PQntuples(found) > 0;
  return TRUE;
}

gboolean shared_note_roles(Shared *shared, PGconn *connection, const char *text, GError **error)
{
  const char *const before[] = {shared->before[ROLES]};
  g_autoptr(PGresult) found = session_query_with(connection, new_roles, 1, before, error);
  for (int i = 0; found != NULL && i < PQntuples(found); i++)
    if (strcasestr(text, PQgetvalue(found, i, 0)) != NULL)
      g_hash_table_add(shared->roles, g_strdup(PQgetvalue(found, i, 0)));
  return found != NULL;
}

static gboolean drop_if_unused(PGconn *connection, const char *role, GError **error)
{
  g_autoptr(PGresult) commands = session_query_with(connection, unused_role, 1, &role, error);
  if (commands != NULL)
    session_run_rows(connection, commands, NULL);
  return commands != NULL;
}

gboolean shared_drop_noted_roles(Shared *shared, PGconn *connection, GError **error)
{
  GHashTableIter roles;
  gpointer role;
  g_hash_table_iter_init(&roles, shared->roles);
  while (g_hash_table_iter_next(&roles, &role, NULL)) {
    if (!drop_if_unused(connection, role, error))
      return FALSE;
    g_hash_table_iter_remove(&roles);
  }
  return TRUE;
}
