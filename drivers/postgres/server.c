#include "server.h"

#include "admission.h"
#include "answers.h"
#include "begun.h"
#include "catalog.h"
#include "cleaner.h"
#include "cluster.h"
#include "doomed.h"
#include "keeper.h"
#include "libpq.h"
#include "near.h"
#include "postgres.h"
#include "removal.h"
#include "session.h"
#include "shared.h"

#include <mighar/error.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A server that recovers from a crash of one of its processes is back within moments. */
#define RECOVERY_SECONDS 30

struct PostgresServer {
  MigharServer base;
  Programs *programs; /* of mighar's own server; else NULL */
  Cluster *cluster;   /* likewise */
  Keeper *cleaner;    /* of a server that exists */
  Parameters *parameters;
  int version;
  Answers *answers;  /* before anybody worked on it; NULL: it is no copy of an earlier one */
  const char *spare; /* a database that nobody has taken yet; NULL: there is none */
  char *database;    /* that administration is connected to */
  PGconn *administration;
  GRecMutex lock;   /* of administration and of all below */
  GPtrArray *begun; /* connections to the database that came with the server */
  Shared *before;
  char *run;         /* what the names of databases begin with; an underscore and a number follow */
  guint made;        /* databases so far ... */
  guint present;     /* ... of these not dropped, not kept */
  GPtrArray *doomed; /* Doomed: to be dropped */
  gboolean has_kept;
};

/* Takes run over. */
static PostgresServer *server_new(char *run)
{
  PostgresServer *server = g_new0(PostgresServer, 1);
  server->begun = begun_new();
  server->doomed = g_ptr_array_new_with_free_func((GDestroyNotify)doomed_free);
  g_rec_mutex_init(&server->lock);
  server->base.driver = &mighar_postgres_driver;
  server->run = run;
  return server;
}

static gboolean start_cluster(PostgresServer *server, GError **error)
{
  server->cluster = cluster_start(server->programs, error);
  if (server->cluster == NULL)
    return FALSE;
  g_clear_pointer(&server->parameters, parameters_free);
  server->parameters = parameters_for_socket(cluster_directory(server->cluster));
  return TRUE;
}

PostgresServer *server_start(Programs *programs, GError **error)
{
  g_autoptr(PostgresServer) server = server_new(g_strdup("mighar"));
  server->programs = programs;
  server->database = g_strdup("postgres");
  return start_cluster(server, error) ? g_steal_pointer(&server) : NULL;
}

PostgresServer *server_at(const char *url, GError **error)
{
  g_autoptr(PostgresServer) server = server_new(g_strdup_printf("mighar_%08x", g_random_int()));
  server->parameters = parameters_from_url(url, &server->database, error);
  if (server->parameters == NULL)
    return NULL;
  parameters_set_application(server->parameters, server->run);
  return g_steal_pointer(&server);
}

gboolean server_is_own(const PostgresServer *server)
{
  return server->cluster != NULL;
}

const char *server_data_directory(const PostgresServer *server)
{
  return server->cluster != NULL ? cluster_data_directory(server->cluster) : NULL;
}

int server_version(const PostgresServer *server)
{
  return server->version;
}

GRecMutexLocker *server_lock(PostgresServer *server)
{
  return g_rec_mutex_locker_new(&server->lock);
}

#define LOCK(server) g_autoptr(GRecMutexLocker) locker G_GNUC_UNUSED = server_lock(server)

static gboolean is_alive(PostgresServer *server, GError **error)
{
  LOCK(server);
  return server->cluster == NULL || cluster_is_alive(server->cluster, error);
}

static void set_connection_error(const PostgresServer *server, const PGconn *connection, const char *database,
                                 GError **error)
{
  g_autofree char *words = parameters_problem(server->parameters, connection);
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot connect to database '%s': %s", database,
                   words);
}

/* Another attempt is worth while as long as the server is there and takes nobody; or takes connections, but
 * only since the last attempt. */
static gboolean may_try_again(PostgresServer *server, const char *database, gint64 limit, gboolean *was_up)
{
  PGPing answer = parameters_ping(server->parameters, database);
  if (answer == PQPING_NO_ATTEMPT || g_get_monotonic_time() > limit || (answer == PQPING_OK && *was_up))
    return FALSE;
  *was_up = answer == PQPING_OK;
  g_usleep(20 * 1000);
  return TRUE;
}

static PGconn *take_begun(PostgresServer *server, const char *database, const char *options)
{
  LOCK(server);
  return begun_take(server->begun, server->parameters, database, options);
}

PGconn *server_take_begun(PostgresServer *server, const char *database, const char *options, gboolean *later)
{
  LOCK(server);
  *later = !begun_has_come(server->begun, database, options);
  return *later ? NULL : take_begun(server, database, options);
}

static PGconn *bring_near(const PostgresServer *server, PGconn *connection)
{
  if (server->cluster != NULL)
    near_bring(connection);
  return connection;
}

PGconn *server_connect(PostgresServer *server, const char *database, const char *options, GError **error)
{
  PGconn *begun = take_begun(server, database, options);
  if (begun != NULL)
    return bring_near(server, begun);
  gint64 limit = g_get_monotonic_time() + RECOVERY_SECONDS * G_USEC_PER_SEC;
  gboolean was_up = FALSE;
  for (;;) {
    g_autoptr(PGconn) connection = parameters_connect(server->parameters, database, options);
    if (PQstatus(connection) == CONNECTION_OK)
      return bring_near(server, g_steal_pointer(&connection));
    if (!is_alive(server, error))
      return NULL;
    if (!may_try_again(server, database, limit, &was_up)) {
      set_connection_error(server, connection, database, error);
      return NULL;
    }
  }
}

/* A connection that the server has closed is noticed only when something is read from it. */
static gboolean is_lost(PGconn *connection)
{
  return connection == NULL || PQconsumeInput(connection) == 0 || PQstatus(connection) != CONNECTION_OK;
}

PGconn *server_administration(PostgresServer *server, GError **error)
{
  if (is_lost(server->administration)) {
    g_clear_pointer(&server->administration, PQfinish);
    server->administration = server_connect(server, server->database, NULL, error);
  }
  return server->administration;
}

gboolean server_recover(PostgresServer *server, GError **error)
{
  LOCK(server);
  g_clear_pointer(&server->administration, PQfinish);
  return server_administration(server, error) != NULL;
}

void server_tell_end(PostgresServer *server, const PGconn *connection, GError **error)
{
  g_autoptr(GError) end = NULL;
  if (server->cluster == NULL || PQstatus(connection) == CONNECTION_OK || server_recover(server, &end))
    return;
  g_clear_error(error);
  g_propagate_error(error, g_steal_pointer(&end));
}

/* The first connection to a server that exists: it answers or it does not. */
static gboolean connect_once(PostgresServer *server, GError **error)
{
  g_autoptr(PGconn) connection = parameters_connect(server->parameters, server->database, NULL);
  if (PQstatus(connection) != CONNECTION_OK) {
    g_autofree char *words = parameters_problem(server->parameters, connection);
    const char *hint =
        PQconnectionNeedsPassword(connection)
            ? "give the password in PGPASSWORD or in ~/.pgpass"
            : "see whether psql connects with the same URL; it may name any database of the server";
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, hint,
                     "the PostgreSQL server does not let mighar in: %s", words);
    return FALSE;
  }
  server->administration = g_steal_pointer(&connection);
  return TRUE;
}

void server_begin_sessions(PostgresServer *server, const char *database)
{
  LOCK(server);
  if (server->made > 1)
    return;
  g_autofree char *reading = catalog_options();
  const char *const wanted[] = {session_observing, NULL, session_writing, reading};
  for (guint i = 0; i < G_N_ELEMENTS(wanted); i++)
    begun_add(server->begun, server->parameters, database, wanted[i]);
}

/* In the database that is to be worked on first, if there is one by now. */
static PGconn *open_own(PostgresServer *server, GError **error)
{
  if (!libpq_load(error) || !cluster_wait(server->cluster, error))
    return NULL;
  server->spare = cluster_spare(server->cluster);
  PGconn *opened = NULL;
  if (server->spare != NULL) {
    server_begin_sessions(server, server->spare);
    server->answers = answers_new(server_data_directory(server));
    opened = begun_first(server->begun, server->parameters);
  }
  if (opened == NULL)
    opened = server_administration(server, error);
  if (opened != NULL)
    cluster_confirm(server->cluster);
  return opened;
}

static PGconn *open_existing(PostgresServer *server, GError **error)
{
  if (!connect_once(server, error) || !admission_check(server->administration, error))
    return NULL;
  CleanerPlan plan = {server->parameters, server->database, server->run};
  server->cleaner = keeper_start(cleaner_keeper, &plan, error);
  return server->cleaner != NULL ? server->administration : NULL;
}

static void describe(PostgresServer *server, const PGconn *connection)
{
  const char *version = PQparameterStatus(connection, "server_version");
  const char *host = PQhost(connection);
  server->version = PQserverVersion(connection);
  g_free(server->base.version);
  g_free(server->base.where);
  server->base.version = g_strndup(version, strcspn(version, " "));
  if (server->cluster == NULL) {
    server->base.where = g_strdup_printf("on the server at %s:%s", host, PQport(connection));
    return;
  }
  g_autofree char *place = g_path_get_dirname(host);
  server->base.where = g_strdup_printf("a server of its own, in %s", place);
}

gboolean server_open(PostgresServer *server, GError **error)
{
  PGconn *opened = (server->cluster != NULL ? open_own : open_existing)(server, error);
  if (opened == NULL)
    return FALSE;
  describe(server, opened);
  server->before = shared_read(opened, server->answers, error);
  return server->before != NULL;
}

Answers *server_answers(PostgresServer *server)
{
  return server->answers;
}

const char *server_take_spare(PostgresServer *server)
{
  LOCK(server);
  if (server->spare == NULL)
    return NULL;
  server->present++;
  server->made++;
  return g_steal_pointer(&server->spare);
}

char *server_new_name(PostgresServer *server)
{
  LOCK(server);
  server->present++;
  return g_strdup_printf("%s_%u", server->run, ++server->made);
}

void server_leave(PostgresServer *server, const char *database)
{
  LOCK(server);
  begun_end(server->begun, server->parameters, database);
}

void server_drop_doomed(PostgresServer *server)
{
  LOCK(server);
  for (guint i = 0; i < server->doomed->len; i++) {
    Doomed *doomed = g_ptr_array_index(server->doomed, i);
    doomed_await(doomed);
    server_leave(server, doomed_name(doomed));
    PGconn *administration = server_administration(server, NULL);
    /* What cannot be dropped now goes with the server, or is left to the keeper. */
    if (administration != NULL && removal_drop(administration, server->parameters, doomed_name(doomed), NULL))
      server->present--;
  }
  g_ptr_array_set_size(server->doomed, 0);
}

/* Most servers of mighar's own are about to end when their last database goes, and that goes with them: so do
 * its sessions, which end sooner when the server is told to quit than when each is. */
void server_drop(PostgresServer *server, const char *name, PGconn *const *sessions)
{
  LOCK(server);
  Doomed *doomed = doomed_new(name, sessions);
  if (server->cluster == NULL || server->present > server->doomed->len + 1)
    doomed_leave(doomed);
  g_ptr_array_add(server->doomed, doomed);
  if (server->cluster == NULL)
    server_drop_doomed(server);
}

/* How to remove a database of a server that exists. */
static char *drop_command(PostgresServer *server, const char *name)
{
  g_autofree char *psql = parameters_psql(server->administration, server->database);
  return g_strdup_printf("%s -c 'DROP DATABASE %s'", psql, name);
}

char *server_keep(PostgresServer *server, const char *name, GError **error)
{
  LOCK(server);
  server_drop_doomed(server);
  PGconn *administration = server_administration(server, error);
  if (administration == NULL)
    return NULL;
  g_autofree char *removal = NULL;
  if (server->cluster != NULL)
    removal = cluster_keep(server->cluster, error);
  else if (keeper_tell(server->cleaner, CLEANER_KEEP, atoi(name + strlen(server->run) + 1)))
    removal = drop_command(server, name);
  if (removal == NULL)
    return NULL;
  server->has_kept = TRUE;
  server->present--;
  g_autofree char *psql = parameters_psql(administration, name);
  return g_strdup_printf("%s\n%s", psql, removal);
}

gboolean server_ran(PostgresServer *server, const char *text, GError **error)
{
  if (server->cluster != NULL)
    return TRUE;
  LOCK(server);
  PGconn *administration = server_administration(server, error);
  return administration != NULL && shared_note_roles(server->before, administration, text, error);
}

/* A server with a database that is kept stays as it is, for the person who asked for it. */
static gboolean replace(PostgresServer *server, GError **error)
{
  server_drop_doomed(server);
  g_clear_pointer(&server->administration, session_close);
  g_ptr_array_set_size(server->begun, 0);
  g_clear_pointer(&server->before, shared_free);
  g_clear_pointer(&server->answers, answers_free);
  g_clear_pointer(&server->cluster, cluster_free);
  server->has_kept = FALSE;
  server->made = 0;
  return start_cluster(server, error) && server_open(server, error);
}

gboolean server_purge(PostgresServer *server, GError **error)
{
  LOCK(server);
  if (server->cluster != NULL && server->has_kept)
    return replace(server, error);
  server_drop_doomed(server);
  PGconn *administration = server_administration(server, error);
  if (administration == NULL)
    return FALSE;
  return server->cluster != NULL ? shared_restore(server->before, administration, error)
                                 : shared_drop_noted_roles(server->before, administration, error);
}

gboolean server_has_leftovers(PostgresServer *server, gboolean *has, GError **error)
{
  LOCK(server);
  PGconn *administration = server_administration(server, error);
  return administration != NULL && shared_has_new_roles(server->before, administration, has, error);
}

char *server_common(PostgresServer *server, GError **error)
{
  LOCK(server);
  server_drop_doomed(server);
  PGconn *administration = server_administration(server, error);
  return administration != NULL ? shared_describe(administration, error) : NULL;
}

void server_free(PostgresServer *server)
{
  if (server == NULL)
    return;
  if (server->has_kept)
    server_drop_doomed(server);
  if (server->cluster != NULL)
    cluster_end(server->cluster);
  answers_free(server->answers);
  /* Sessions that are told to end take longer than those of a server that quits. */
  cluster_free(server->cluster);
  g_ptr_array_unref(server->doomed);
  PQfinish(server->administration);
  g_ptr_array_unref(server->begun);
  if (server->cleaner != NULL && server->present == 0)
    keeper_tell(server->cleaner, CLEANER_DONE, 0);
  keeper_stop(server->cleaner);
  programs_free(server->programs);
  parameters_free(server->parameters);
  g_clear_pointer(&server->before, shared_free);
  g_free(server->database);
  g_free(server->run);
  g_free(server->base.version);
  g_free(server->base.where);
  g_rec_mutex_clear(&server->lock);
  g_free(server);
}
