#include "target_watch.h"

#include "target_blockers.h"
#include "target_progress.h"

#define PATIENCE_MICROSECONDS (1 * G_USEC_PER_SEC)
#define LOOK_MICROSECONDS     (1 * G_USEC_PER_SEC)
#define GLANCE_MICROSECONDS   (G_USEC_PER_SEC / 2)
#define AGAIN_MICROSECONDS    (30 * G_USEC_PER_SEC)

struct TargetWatch {
  TargetTwin *twin;
  int process;
  TargetWatchHooks hooks;
  GThread *thread;
  GMutex mutex; /* of the next three */
  GCond ended;
  gint64 running_since; /* 0: nothing runs */
  gboolean over;
  PGconn *connection; /* the thread's, as is what follows */
  char *told;
  gint64 told_at;
};

static void look_for_blockers(TargetWatch *watch)
{
  char *blockers = target_blockers_describe(watch->connection, watch->process);
  gint64 now = g_get_monotonic_time();
  if (blockers != NULL &&
      (g_strcmp0(blockers, watch->told) != 0 || now - watch->told_at >= AGAIN_MICROSECONDS)) {
    watch->hooks.blocked(watch->hooks.data, blockers);
    watch->told_at = now;
  }
  g_free(watch->told);
  watch->told = blockers;
}

static void look_for_progress(TargetWatch *watch)
{
  g_autofree char *text = target_progress_describe(watch->connection, watch->process);
  if (text != NULL)
    watch->hooks.progress(watch->hooks.data, text);
}

/* A connection that cannot be had now may be had later. */
static void look(TargetWatch *watch)
{
  if (watch->connection != NULL && PQstatus(watch->connection) != CONNECTION_OK)
    g_clear_pointer(&watch->connection, PQfinish);
  if (watch->connection == NULL)
    watch->connection = target_twin_connect(watch->twin, "mighar watch");
  if (watch->connection == NULL)
    return;
  if (watch->hooks.blocked != NULL)
    look_for_blockers(watch);
  if (watch->hooks.progress != NULL)
    look_for_progress(watch);
}

/* Waits until the statement that runs deserves a look. FALSE: it is over. */
static gboolean wait_for_turn(TargetWatch *watch, gint64 looked_at)
{
  g_mutex_lock(&watch->mutex);
  while (!watch->over) {
    gint64 now = g_get_monotonic_time();
    gint64 turn = MAX(watch->running_since + PATIENCE_MICROSECONDS, looked_at + LOOK_MICROSECONDS);
    if (watch->running_since != 0 && now >= turn)
      break;
    g_cond_wait_until(&watch->ended, &watch->mutex, now + GLANCE_MICROSECONDS);
  }
  gboolean over = watch->over;
  g_mutex_unlock(&watch->mutex);
  return !over;
}

static gpointer keep_looking(gpointer data)
{
  TargetWatch *watch = data;
  gint64 looked_at = 0;
  while (wait_for_turn(watch, looked_at)) {
    look(watch);
    looked_at = g_get_monotonic_time();
  }
  return NULL;
}

TargetWatch *target_watch_new(TargetTwin *twin, int process, const TargetWatchHooks *hooks)
{
  TargetWatch *watch = g_new0(TargetWatch, 1);
  watch->twin = twin;
  watch->process = process;
  watch->hooks = *hooks;
  g_mutex_init(&watch->mutex);
  g_cond_init(&watch->ended);
  return watch;
}

/* The thread is not woken: statements come by the thousand, and few of them are long. */
static void set_running_since(TargetWatch *watch, gint64 since)
{
  g_mutex_lock(&watch->mutex);
  watch->running_since = since;
  g_mutex_unlock(&watch->mutex);
}

void target_watch_begin(TargetWatch *watch)
{
  if (watch == NULL)
    return;
  set_running_since(watch, g_get_monotonic_time());
  if (watch->thread == NULL)
    watch->thread = g_thread_new("watch", keep_looking, watch);
}

void target_watch_end(TargetWatch *watch)
{
  if (watch != NULL)
    set_running_since(watch, 0);
}

void target_watch_free(TargetWatch *watch)
{
  if (watch == NULL)
    return;
  g_mutex_lock(&watch->mutex);
  watch->over = TRUE;
  g_cond_signal(&watch->ended);
  g_mutex_unlock(&watch->mutex);
  if (watch->thread != NULL)
    g_thread_join(watch->thread);
  PQfinish(watch->connection);
  target_twin_free(watch->twin);
  g_mutex_clear(&watch->mutex);
  g_cond_clear(&watch->ended);
  g_free(watch->told);
  g_free(watch);
}
