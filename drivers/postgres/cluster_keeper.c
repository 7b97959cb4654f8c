#include "cluster_keeper.h"

#include "cluster_child.h"
#include "place.h"
#include "pristine.h"
#include "spare.h"
#include "sysv.h"
#include "tree.h"
#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* A server that is told to quit takes 2 ms; one whose processes are stopped or stuck must not keep a person
 * waiting. */
#define GRACE_MILLISECONDS 800

typedef struct {
  const ClusterPlan *plan;
  int channel;        /* -1: mighar has left the server to itself */
  int lock;           /* of the directory */
  pid_t server;       /* 0: none */
  pid_t storing;      /* what stores the pristine data; 0: nothing does */
  const char *source; /* what the data is copied from; NULL: it is complete */
  TreeSize loaded;    /* this much has been copied so far */
  gboolean copied;    /* the data came from the cache ... */
  gboolean confirmed; /* ... and is good */
  gboolean told;      /* mighar knows of a server: it connects as soon as one answers, be it another one */
} Keeping;

/* Takes in all children that have ended. Whether child is one of them. */
static gboolean reap(pid_t child, int *status)
{
  gboolean found = FALSE;
  int ended_status;
  pid_t ended;
  while ((ended = waitpid(-1, &ended_status, WNOHANG)) > 0)
    if (ended == child) {
      *status = ended_status;
      found = TRUE;
    }
  return found;
}

static void wait_until_over(const Keeping *keeping)
{
  KeeperMessage message;
  while (watch_next(keeping->channel, &message) != WATCH_OVER)
    ;
}

/* FALSE when it is time to end instead. */
static gboolean wait_for(const Keeping *keeping, pid_t child, int *status)
{
  KeeperMessage message;
  WatchSign sign;
  while ((sign = watch_next(keeping->channel, &message)) != WATCH_OVER)
    if (sign == WATCH_CHILD && reap(child, status))
      return TRUE;
  return FALSE;
}

/* initdb's servers have shared memory in files of /dev/shm that nobody but they themselves can tell from
 * those of others, so they are let come to their end, which is near. */
static void let_end(pid_t initdb)
{
  int status;
  for (guint tries = 0; tries < 500 && !reap(initdb, &status); tries++)
    g_usleep(10 * 1000);
  kill(-initdb, SIGKILL);
}

/* The server gets a copy of what initdb has made, while that is stored for the next one: the cache may be on
 * a slow disk. */
static void use_copy(Keeping *keeping)
{
  const ClusterPlan *plan = keeping->plan;
  if (plan->entry == NULL || !pristine_arrange(plan->original, plan->data))
    return;
  if (pristine_load(plan->original, plan->data, plan->account, &keeping->loaded)) {
    keeping->source = plan->original;
    return;
  }
  tree_remove(plan->data);
  pristine_take_back(plan->original, plan->data);
}

static gboolean initialise(Keeping *keeping)
{
  const ClusterPlan *plan = keeping->plan;
  int status = 0;
  pid_t initdb = cluster_child_start(plan, plan->initdb, -1);
  if (!wait_for(keeping, initdb, &status)) {
    let_end(initdb);
    return FALSE;
  }
  if (status != 0) {
    watch_tell(keeping->channel, CLUSTER_NO_DATA, status);
    wait_until_over(keeping);
    return FALSE;
  }
  pristine_trim(plan->data);
  use_copy(keeping);
  return TRUE;
}

/* Makes the data directory without the cache, or in place of what came from it. */
static gboolean initialise_anew(Keeping *keeping)
{
  keeping->copied = FALSE;
  keeping->source = NULL;
  if (keeping->plan->entry != NULL)
    pristine_discard(keeping->plan->entry, keeping->plan->draft);
  tree_remove(keeping->plan->data);
  return initialise(keeping);
}

static gboolean fill(Keeping *keeping)
{
  const ClusterPlan *plan = keeping->plan;
  keeping->copied =
      plan->entry != NULL && pristine_load(plan->entry, plan->data, plan->account, &keeping->loaded);
  if (!keeping->copied)
    return initialise_anew(keeping);
  keeping->source = plan->entry;
  return TRUE;
}

/* Whatever lost its parent: processes of a server that was killed, programs that COPY ... TO PROGRAM started.
 */
static void kill_children(void)
{
  char text[4096];
  int file = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
  gssize length = file >= 0 ? read(file, text, sizeof text - 1) : 0;
  if (file >= 0)
    close(file);
  text[MAX(length, 0)] = '\0';
  char *next = text;
  for (long child; (child = strtol(next, &next, 10)) > 1;)
    kill((pid_t)child, SIGKILL);
}

static gboolean has_children(void)
{
  pid_t ended;
  while ((ended = waitpid(-1, NULL, WNOHANG)) > 0)
    ;
  return ended == 0 || errno != ECHILD;
}

/* Until then the next run would have to begin anew, and what is there of the copy would be left. */
static void await_storing(Keeping *keeping)
{
  const guint step = 2000, limit = 10 * G_USEC_PER_SEC;
  for (guint waited = 0; keeping->storing > 0 && waited < limit; waited += step) {
    if (waitpid(keeping->storing, NULL, WNOHANG) != 0)
      keeping->storing = 0;
    else
      g_usleep(step);
  }
}

/* A server that is told to quit writes nothing any more, and its databases are the most of what there is to
 * remove. */
static void remove_databases(const ClusterPlan *plan)
{
  char path[PATH_MAX];
  g_snprintf(path, sizeof path, "%s/base", plan->data);
  tree_remove(path);
}

static void end_server(Keeping *keeping)
{
  const int step = 50;
  int status;
  if (keeping->server > 0) {
    kill(keeping->server, SIGQUIT);
    remove_databases(keeping->plan);
  }
  for (int waited = 0; keeping->server > 0 && waited < GRACE_MILLISECONDS; waited += step) {
    watch_children(step);
    if (reap(keeping->server, &status))
      keeping->server = 0;
  }
  if (keeping->server > 0)
    kill(keeping->server, SIGKILL);
  keeping->server = 0;
  await_storing(keeping);
  for (int waited = 0; has_children() && waited < GRACE_MILLISECONDS; waited += step) {
    kill_children();
    watch_children(step);
  }
  sysv_remove(keeping->plan->directory);
}

/* In place of what could not be copied as a whole. */
static gboolean fill_otherwise(Keeping *keeping)
{
  const ClusterPlan *plan = keeping->plan;
  if (keeping->source == plan->entry)
    return initialise_anew(keeping);
  keeping->source = NULL;
  tree_remove(plan->data);
  pristine_take_back(plan->original, plan->data);
  return TRUE;
}

/* Neither the lock of the directory nor the word of the keeper's end may depend on this process. */
static void begin_storing(Keeping *keeping)
{
  const ClusterPlan *plan = keeping->plan;
  keeping->storing = fork();
  if (keeping->storing != 0)
    return;
  close(keeping->lock);
  close(keeping->channel);
  watch_leave();
  if (spare_add(plan))
    pristine_store(plan->entry, plan->draft, plan->original);
  tree_remove(plan->original);
  _exit(0);
}

static void start(Keeping *keeping)
{
  keeping->server = cluster_child_start(keeping->plan, keeping->plan->postgres, -1);
}

/* The rest comes while the server starts; who is told that it was started may use all of it, and so may who
 * was told of one before it. */
static gboolean start_server(Keeping *keeping)
{
  const ClusterPlan *plan = keeping->plan;
  if (!keeping->told)
    start(keeping);
  while (keeping->source != NULL &&
         !pristine_complete(keeping->source, plan->data, plan->account, &keeping->loaded)) {
    end_server(keeping);
    if (!fill_otherwise(keeping))
      return FALSE;
    if (!keeping->told)
      start(keeping);
  }
  if (keeping->told)
    start(keeping);
  watch_tell(keeping->channel, CLUSTER_STARTED, keeping->server);
  keeping->told = TRUE;
  if (keeping->source == plan->original)
    begin_storing(keeping);
  keeping->source = NULL;
  return TRUE;
}

static void hear(Keeping *keeping, const KeeperMessage *message)
{
  if (message->what == CLUSTER_CONFIRM)
    keeping->confirmed = TRUE;
  if (message->what == CLUSTER_KEEP) {
    close(keeping->channel);
    keeping->channel = -1;
  }
}

/* Whether there is more to keep. */
static gboolean server_ended(Keeping *keeping, int status)
{
  keeping->server = 0;
  sysv_remove(keeping->plan->directory);
  if (keeping->copied && !keeping->confirmed)
    return initialise_anew(keeping) && start_server(keeping);
  if (keeping->channel < 0)
    return FALSE;
  watch_tell(keeping->channel, CLUSTER_ENDED, status);
  kill_children();
  return TRUE;
}

static void serve(Keeping *keeping)
{
  KeeperMessage message;
  WatchSign sign;
  int status;
  if (!start_server(keeping))
    return;
  while ((sign = watch_next(keeping->channel, &message)) != WATCH_OVER) {
    if (sign == WATCH_TOLD)
      hear(keeping, &message);
    else if (reap(keeping->server, &status) && !server_ended(keeping, status))
      return;
  }
}

void cluster_keeper(int channel, void *plan)
{
  Keeping keeping = {.plan = plan, .channel = channel};
  watch_begin();
  keeping.lock = place_make(keeping.plan->directory, keeping.plan->account);
  if (keeping.lock < 0) {
    watch_tell(channel, CLUSTER_NO_PLACE, errno);
    return;
  }
  if (fill(&keeping))
    serve(&keeping);
  end_server(&keeping);
  tree_remove(keeping.plan->directory);
}
