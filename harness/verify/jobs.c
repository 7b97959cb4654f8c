#include "jobs.h"

struct MigharJobs {
  guint count;
  guint free;
  GMutex mutex;
  GCond one_is_free;
};

MigharJobs *mighar_jobs_new(guint count)
{
  MigharJobs *jobs = g_new0(MigharJobs, 1);
  jobs->count = jobs->free = MAX(count, 1);
  g_mutex_init(&jobs->mutex);
  g_cond_init(&jobs->one_is_free);
  return jobs;
}

void mighar_jobs_free(MigharJobs *jobs)
{
  if (jobs == NULL)
    return;
  g_mutex_clear(&jobs->mutex);
  g_cond_clear(&jobs->one_is_free);
  g_free(jobs);
}

guint jobs_count(const MigharJobs *jobs)
{
  return jobs != NULL ? jobs->count : 1;
}

void jobs_enter(MigharJobs *jobs)
{
  if (jobs == NULL)
    return;
  g_mutex_lock(&jobs->mutex);
  while (jobs->free == 0)
    g_cond_wait(&jobs->one_is_free, &jobs->mutex);
  jobs->free--;
  g_mutex_unlock(&jobs->mutex);
}

void jobs_leave(MigharJobs *jobs)
{
  if (jobs == NULL)
    return;
  g_mutex_lock(&jobs->mutex);
  jobs->free++;
  g_cond_signal(&jobs->one_is_free);
  g_mutex_unlock(&jobs->mutex);
}
