#include "cluster.h"

#include "cluster_keeper.h"
#include "keeper.h"
#include "noted.h"
#include "place.h"
#include "pristine.h"
#include "spare.h"

#include <errno.h>
#include <locale.h>
#include <mighar/error.h>
#include <string.h>
#include <sys/wait.h>

#define START_SECONDS 60

struct Cluster {
  char *programs; /* their directory, for messages */
  ClusterPlan plan;
  Keeper *keeper; /* NULL: kept */
  char *kept;     /* how to stop it, when it is kept */
  gboolean started;
  gboolean confirmed;
  char *spare; /* where its database is, when that has no notes to be kept yet; NULL: there is nothing to keep
                */
  char *ended; /* how, when it has */
};

/* Nothing that is written has to survive a crash of the machine, but commits survive one of a server process,
 * which a migration may bring about: synchronous_commit stays on. Everything stays out of /dev/shm but what
 * is in the server's directory. wal_level is the highest, for migrations that make publications and
 * replication slots: it costs nothing that can be measured. wal_keep_size keeps a checkpoint from taking away
 * what a snapshot is still to read of the log. One transaction may lock every table of a large schema.
 * autovacuum would disturb what is observed. */
static const struct {
  const char *name;
  const char *value;
} settings[] = {
    {"listen_addresses", ""},
    {"unix_socket_permissions", "0700"},
    {"port", "5432"},
    {"fsync", "off"},
    {"full_page_writes", "off"},
    {"wal_level", "logical"},
    {"max_wal_size", "128MB"},
    {"min_wal_size", "32MB"},
    {"wal_keep_size", "64MB"},
    {"checkpoint_timeout", "1h"},
    {"shared_buffers", "20MB"},
    {"huge_pages", "off"},
    {"dynamic_shared_memory_type", "mmap"},
    {"max_locks_per_transaction", "256"},
    {"max_pred_locks_per_transaction", "16"},
    {"max_logical_replication_workers", "0"},
    {"autovacuum", "off"},
    {"jit", "off"},
    {"timezone", "UTC"},
    {"log_timezone", "UTC"},
    {"lc_messages", "C"},
    {"logging_collector", "off"},
    {"log_destination", "stderr"},
    {"log_checkpoints", "off"},
};

/* Characters are what they are in Unicode, and sort by code point, the same on every machine. */
static const char *choose_locale(void)
{
  static const char *const locales[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8"};
  for (guint i = 0; i < G_N_ELEMENTS(locales); i++) {
    locale_t found = newlocale(LC_ALL_MASK, locales[i], (locale_t)0);
    if (found == (locale_t)0)
      continue;
    freelocale(found);
    return locales[i];
  }
  return "C";
}

static void add(GPtrArray *call, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void add(GPtrArray *call, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_ptr_array_add(call, g_strdup_vprintf(format, arguments));
  va_end(arguments);
}

static char **finish(GPtrArray *call)
{
  g_ptr_array_add(call, NULL);
  return (char **)g_ptr_array_free(call, FALSE);
}

/* What the data directory depends on: the programs' path comes before it and the directory's after it. Small
 * WAL segments are less to copy. */
static char **initdb_arguments(const Programs *programs)
{
  GPtrArray *arguments = g_ptr_array_new();
  add(arguments, "--username=postgres");
  add(arguments, "--auth=trust");
  add(arguments, "--encoding=UTF8");
  add(arguments, "--locale=%s", choose_locale());
  add(arguments, "--wal-segsize=1");
  add(arguments, "--no-sync");
  if (programs->version >= 180000)
    add(arguments, "--no-data-checksums");
  return finish(arguments);
}

static char **initdb_call(const Programs *programs, const ClusterPlan *plan, char **arguments)
{
  GPtrArray *call = g_ptr_array_new();
  g_ptr_array_add(call, programs_path(programs, "initdb"));
  add(call, "--pgdata=%s", plan->data);
  for (guint i = 0; arguments[i] != NULL; i++)
    add(call, "%s", arguments[i]);
  return finish(call);
}

static void add_setting(GPtrArray *call, const char *name, const char *value)
{
  add(call, "-c");
  add(call, "%s=%s", name, value);
}

static void add_settings(GPtrArray *call, const Programs *programs)
{
  for (guint i = 0; i < G_N_ELEMENTS(settings); i++)
    add_setting(call, settings[i].name, settings[i].value);
  if (programs->version >= 180000)
    add_setting(call, "io_method", "sync"); // three processes less
}

static char **postgres_call(const Programs *programs, const ClusterPlan *plan)
{
  GPtrArray *call = g_ptr_array_new();
  g_ptr_array_add(call, programs_path(programs, "postgres"));
  add(call, "-D");
  add(call, "%s", plan->data);
  add_settings(call, programs);
  add_setting(call, "unix_socket_directories", plan->directory);
  return finish(call);
}

/* The server program, working alone in original. Of the log no more stays than what is needed. */
static char **spare_call(const Programs *programs, const ClusterPlan *plan)
{
  GPtrArray *call = g_ptr_array_new();
  g_ptr_array_add(call, programs_path(programs, "postgres"));
  add(call, "--single");
  add(call, "-D");
  add(call, "%s/data", plan->original);
  add_settings(call, programs);
  add_setting(call, "wal_keep_size", "0");
  add(call, "template1");
  return finish(call);
}

/* The caller's settings for clients and its language are none of the server's business; initdb looks for the
 * machine's time zone in hundreds of files where none is given. */
static char **server_environment(void)
{
  char **environment = g_get_environ();
  g_auto(GStrv) names = g_listenv();
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix(names[i], "PG") || g_str_has_prefix(names[i], "LC_") ||
        g_str_has_prefix(names[i], "LANG"))
      environment = g_environ_unsetenv(environment, names[i]);
  environment = g_environ_setenv(environment, "TZ", "UTC", TRUE);
  return g_environ_setenv(environment, "LC_ALL", "C", TRUE);
}

static gboolean may_run(const Account *account, const Programs *programs, GError **error)
{
  if (account_reaches(account, programs->directory))
    return TRUE;
  mighar_set_error(
      error, MIGHAR_ERROR_ENVIRONMENT,
      "PostgreSQL does not run as root: let everybody enter the folders, or run mighar as another user",
      "user '%s' cannot come to the PostgreSQL server in '%s'",
      account != NULL ? account->name : g_get_user_name(), programs->directory);
  return FALSE;
}

static gboolean make_plan(ClusterPlan *plan, const Programs *programs, GError **error)
{
  if (!account_for_server(&plan->account, error) || !may_run(plan->account, programs, error))
    return FALSE;
  place_sweep(plan->account);
  plan->directory = place_choose(plan->account, error);
  if (plan->directory == NULL)
    return FALSE;
  g_auto(GStrv) arguments = initdb_arguments(programs);
  plan->data = g_build_filename(plan->directory, "data", NULL);
  plan->log = g_build_filename(plan->directory, "log", NULL);
  plan->original = g_build_filename(plan->directory, "original", NULL);
  plan->entry = pristine_entry(programs, (const char *const *)arguments);
  if (plan->entry != NULL)
    plan->draft = g_strdup_printf("%s~%08x", plan->entry, g_random_int());
  plan->initdb = initdb_call(programs, plan, arguments);
  plan->postgres = postgres_call(programs, plan);
  plan->spare = spare_call(programs, plan);
  plan->spare_sql = g_strdup_printf("CREATE DATABASE " SPARE_NAME " TEMPLATE template0%s\n",
                                    programs->version >= 150000 ? " STRATEGY file_copy" : "");
  plan->environment = server_environment();
  return TRUE;
}

static void clear_plan(ClusterPlan *plan)
{
  g_free(plan->directory);
  g_free(plan->data);
  g_free(plan->log);
  g_free(plan->entry);
  g_free(plan->draft);
  g_free(plan->original);
  g_strfreev(plan->initdb);
  g_strfreev(plan->postgres);
  g_strfreev(plan->spare);
  g_free(plan->spare_sql);
  g_strfreev(plan->environment);
}

Cluster *cluster_start(const Programs *programs, GError **error)
{
  g_autoptr(Cluster) cluster = g_new0(Cluster, 1);
  cluster->programs = g_strdup(programs->directory);
  if (!make_plan(&cluster->plan, programs, error))
    return NULL;
  cluster->keeper = keeper_start(cluster_keeper, &cluster->plan, error);
  return cluster->keeper != NULL ? g_steal_pointer(&cluster) : NULL;
}

/* The last lines of the log, each on a line of its own. */
static char *log_tail(const Cluster *cluster)
{
  enum { LINES = 8 };
  g_autofree char *text = NULL;
  if (!g_file_get_contents(cluster->plan.log, &text, NULL, NULL) || *g_strchomp(text) == '\0')
    return g_strdup("");
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  guint count = g_strv_length(lines);
  g_autofree char *tail = g_strjoinv("\n  ", lines + (count > LINES ? count - LINES : 0));
  g_autofree char *valid = g_utf8_make_valid(tail, -1);
  return g_strdup_printf(":\n  %s", valid);
}

static char *describe_status(const char *program, int status)
{
  if (WIFSIGNALED(status))
    return g_strdup_printf("%s was ended by signal %d", program, WTERMSIG(status));
  return g_strdup_printf("%s ended with status %d", program, WEXITSTATUS(status));
}

static void note(Cluster *cluster, const KeeperMessage *message)
{
  switch (message->what) {
  case CLUSTER_STARTED:
    cluster->started = TRUE;
    break;
  case CLUSTER_NO_PLACE:
    cluster->ended =
        g_strdup_printf("cannot make '%s': %s", cluster->plan.directory, g_strerror(message->number));
    break;
  case CLUSTER_NO_DATA:
    cluster->ended = describe_status("initdb", message->number);
    break;
  case CLUSTER_ENDED:
    cluster->ended = describe_status("the server", message->number);
    break;
  }
}

static void listen_to_keeper(Cluster *cluster, int milliseconds)
{
  KeeperMessage message;
  KeeperSign sign = cluster->ended == NULL && cluster->keeper != NULL
                        ? keeper_hear(cluster->keeper, milliseconds, &message)
                        : KEEPER_SILENT;
  if (sign == KEEPER_SPOKE)
    note(cluster, &message);
  if (sign == KEEPER_GONE)
    cluster->ended = g_strdup("the process that keeps it was ended");
}

gboolean cluster_is_alive(Cluster *cluster, GError **error)
{
  listen_to_keeper(cluster, 0);
  if (cluster->ended == NULL)
    return TRUE;
  g_autofree char *tail = log_tail(cluster);
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "the scratch server of '%s' %s: %s%s",
                   cluster->programs, cluster->confirmed ? "is gone" : "does not start", cluster->ended,
                   tail);
  return FALSE;
}

/* The last line of postmaster.pid says "ready" (PostgreSQL's pidfile.h). To ask by connecting would make the
 * server fork for every refusal. */
static gboolean is_ready(const Cluster *cluster)
{
  g_autofree char *path = g_build_filename(cluster->plan.data, "postmaster.pid", NULL);
  g_autofree char *text = NULL;
  return cluster->started && g_file_get_contents(path, &text, NULL, NULL) && strstr(text, "\nready") != NULL;
}

/* A server that was started is mostly ready within milliseconds: the longer it takes, the more rarely it is
 * looked at. */
static void wait_a_little(Cluster *cluster, gint64 start)
{
  const gint64 least = 200, most = 5000;
  if (cluster->started)
    g_usleep((gulong)CLAMP((g_get_monotonic_time() - start) / 100, least, most));
  listen_to_keeper(cluster, cluster->started ? 0 : 100);
}

gboolean cluster_wait(Cluster *cluster, GError **error)
{
  gint64 start = g_get_monotonic_time(), limit = start + START_SECONDS * G_USEC_PER_SEC;
  while (!is_ready(cluster)) {
    wait_a_little(cluster, start);
    if (!cluster_is_alive(cluster, error))
      return FALSE;
    if (g_get_monotonic_time() > limit) {
      g_autofree char *tail = log_tail(cluster);
      mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL,
                       "the scratch server of '%s' is not ready after %d seconds%s", cluster->programs,
                       START_SECONDS, tail);
      return FALSE;
    }
  }
  return TRUE;
}

void cluster_confirm(Cluster *cluster)
{
  cluster->confirmed = TRUE;
  keeper_tell(cluster->keeper, CLUSTER_CONFIRM, 0);
  if (cluster->spare != NULL)
    noted_keep(cluster->plan.data, cluster->spare);
  g_clear_pointer(&cluster->spare, g_free);
}

const char *cluster_spare(Cluster *cluster)
{
  const ClusterPlan *plan = &cluster->plan;
  if (!spare_is_in(plan->data))
    return NULL;
  cluster->spare = spare_directory(plan->data);
  if (noted_give(plan->data, cluster->spare, plan->account))
    g_clear_pointer(&cluster->spare, g_free);
  return SPARE_NAME;
}

const char *cluster_directory(const Cluster *cluster)
{
  return cluster->plan.directory;
}

const char *cluster_data_directory(const Cluster *cluster)
{
  return cluster->plan.data;
}

char *cluster_keep(Cluster *cluster, GError **error)
{
  if (cluster->kept != NULL)
    return g_strdup(cluster->kept);
  if (!cluster_is_alive(cluster, error))
    return NULL;
  cluster->kept = g_strdup_printf("kill %d", (int)keeper_process(cluster->keeper));
  keeper_tell(cluster->keeper, CLUSTER_KEEP, 0);
  keeper_release(cluster->keeper);
  cluster->keeper = NULL;
  return g_strdup(cluster->kept);
}

void cluster_end(Cluster *cluster)
{
  if (cluster->keeper != NULL)
    keeper_hang_up(cluster->keeper);
}

void cluster_free(Cluster *cluster)
{
  if (cluster == NULL)
    return;
  keeper_stop(cluster->keeper);
  /* A keeper that was killed leaves its directory as a power cut would. */
  if (cluster->keeper != NULL && g_file_test(cluster->plan.directory, G_FILE_TEST_EXISTS))
    place_sweep(cluster->plan.account);
  clear_plan(&cluster->plan);
  g_free(cluster->programs);
  g_free(cluster->kept);
  g_free(cluster->spare);
  g_free(cluster->ended);
  g_free(cluster);
}
