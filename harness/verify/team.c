#include "team.h"

#include "jobs.h"

#include <signal.h>

struct Team {
  const Course *course;
  GPtrArray *walks; /* Walk; those that could begin */
  Pace *pace;
  GMutex mutex; /* of all that follows */
  GCond one_ended;
  gboolean *ended;
  guint n_begun;     /* migrations */
  guint last_wanted; /* index of the last walk that is of use: the first one that failed */
  gboolean disturbed;
};

static void free_walk(gpointer walk)
{
  walk_clear(walk);
  g_free(walk);
}

Team *team_new(Course *course, Pace *pace)
{
  Team *team = g_new0(Team, 1);
  guint n = pace_count(pace);
  team->course = course;
  team->walks = g_ptr_array_new_with_free_func(free_walk);
  team->pace = pace;
  team->ended = g_new0(gboolean, n);
  team->last_wanted = n - 1;
  g_mutex_init(&team->mutex);
  g_cond_init(&team->one_ended);
  course->team = team;
  return team;
}

void team_free(Team *team)
{
  if (team == NULL)
    return;
  g_ptr_array_unref(team->walks);
  g_free(team->ended);
  g_mutex_clear(&team->mutex);
  g_cond_clear(&team->one_ended);
  g_free(team);
}

const GPtrArray *team_walks(const Team *team)
{
  return team->walks;
}

/* For walks */

void team_disturb(Team *team)
{
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&team->mutex);
  team->disturbed = TRUE;
}

gboolean team_look(Team *team, GError **error)
{
  MigharServer *server = team->course->server;
  gboolean has = FALSE;
  if (server->driver->has_leftovers != NULL && !server->driver->has_leftovers(server, &has, error))
    return FALSE;
  if (has)
    team_disturb(team);
  return TRUE;
}

void team_set_bounds(Team *team, Walk *walk)
{
  const PaceMark mark = {walk->at, walk->set_out, g_get_monotonic_time(), walk->approach};
  pace_ask(team->pace, walk->index, &mark, &walk->from, &walk->to);
}

gboolean team_is_vain(Team *team, const Walk *walk)
{
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&team->mutex);
  return team->disturbed || walk->index > team->last_wanted;
}

/* Others may work meanwhile. */
static void wait_for(Team *team, guint index)
{
  MigharJobs *jobs = team->course->options->jobs;
  jobs_leave(jobs);
  g_mutex_lock(&team->mutex);
  while (!team->ended[index])
    g_cond_wait(&team->one_ended, &team->mutex);
  g_mutex_unlock(&team->mutex);
  jobs_enter(jobs);
}

static gboolean has_ended(Team *team, guint index)
{
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&team->mutex);
  return team->ended[index];
}

gboolean team_has_stage(Team *team, guint step)
{
  return has_ended(team, pace_find(team->pace, step));
}

const Stage *team_stage(Team *team, Walk *asking, guint step)
{
  guint index = pace_find(team->pace, step);
  gint64 start = g_get_monotonic_time();
  if (!has_ended(team, index)) {
    wait_for(team, index);
    clock_wait(&asking->scratch.clock, g_get_monotonic_time() - start);
  }
  const Walk *walk = g_ptr_array_index(team->walks, index);
  return step < walk->stages->len ? &g_array_index(walk->stages, Stage, step) : NULL;
}

void team_tell(Team *team, const MigharMigration *migration)
{
  const MigharProgress *progress = &team->course->options->progress;
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&team->mutex);
  if (progress->migration_begins != NULL)
    progress->migration_begins(progress->data, team->course->report, migration, team->n_begun,
                               team->course->steps->len);
  team->n_begun++;
}

/* Threads */

static void note_end(Team *team, guint index, const Walk *walk)
{
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&team->mutex);
  team->ended[index] = TRUE;
  if (walk->failure != NULL)
    team->last_wanted = MIN(team->last_wanted, index);
  g_cond_broadcast(&team->one_ended);
}

typedef struct {
  Team *team;
  guint index;
  GThread *thread; /* NULL: it goes in the thread that started all */
} Going;

static gpointer go(gpointer data)
{
  const Going *going = data;
  Walk *walk = g_ptr_array_index(going->team->walks, going->index);
  jobs_enter(going->team->course->options->jobs);
  walk_go(walk);
  scratch_close(&walk->scratch);
  note_end(going->team, going->index, walk);
  jobs_leave(going->team->course->options->jobs);
  return NULL;
}

/* Signals are for the thread that has started all: it knows what to clean up. */
static GThread *start_thread(Going *going)
{
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  GThread *thread = g_thread_try_new("mighar-walk", go, going, NULL);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return thread;
}

/* Walks whose thread could not be started go here, one after the other: none waits for one after it. */
static void go_all(Team *team)
{
  g_autofree Going *going = g_new0(Going, team->walks->len);
  for (guint i = 0; i < team->walks->len; i++) {
    going[i] = (Going){.team = team, .index = i};
    going[i].thread = i > 0 ? start_thread(&going[i]) : NULL;
  }
  for (guint i = 0; i < team->walks->len; i++)
    if (going[i].thread == NULL)
      go(&going[i]);
  for (guint i = 0; i < team->walks->len; i++)
    if (going[i].thread != NULL)
      g_thread_join(going[i].thread);
}

/* What they have found */

static gboolean were_alike(const Walk *before, const Walk *after)
{
  if (after->first == NULL || before->last == NULL)
    return TRUE;
  for (guint i = before->from; i < after->from; i++)
    if (g_array_index(before->stages, Stage, i).applied != g_array_index(after->stages, Stage, i).applied)
      return FALSE;
  return mighar_snapshot_equal(before->last, after->first);
}

static gboolean were_undisturbed(const Team *team)
{
  gboolean undisturbed = !team->disturbed;
  for (guint i = 1; i < team->walks->len; i++)
    undisturbed =
        undisturbed && were_alike(g_ptr_array_index(team->walks, i - 1), g_ptr_array_index(team->walks, i));
  return undisturbed;
}

/* NULL where databases share nothing; also where it cannot be had, which the walks will tell of. */
static char *look_at_common(const Team *team)
{
  MigharServer *server = team->course->server;
  return server->driver->common != NULL ? server->driver->common(server, NULL) : NULL;
}

static gboolean begin_all(Team *team)
{
  for (guint i = 0; i < pace_count(team->pace); i++) {
    Walk *walk = g_new0(Walk, 1);
    g_ptr_array_add(team->walks, walk);
    if (!walk_init(walk, team->course, i, NULL))
      return FALSE;
  }
  return TRUE;
}

static void close_all(Team *team)
{
  for (guint i = 0; i < team->walks->len; i++)
    scratch_close(&((Walk *)g_ptr_array_index(team->walks, i))->scratch);
}

void team_go(Team *team, gboolean *vain)
{
  g_autofree char *before = look_at_common(team);
  gboolean began = begin_all(team);
  if (began)
    go_all(team);
  close_all(team);
  g_autofree char *after = look_at_common(team);
  *vain = !began || !were_undisturbed(team) || g_strcmp0(before, after) != 0;
}
