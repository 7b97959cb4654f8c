#include "corner.h"

/* The thread is free for one of so many migrations. */
#define STEPS 16

void corner_step(Corner *corner)
{
  if (corner->steps++ % STEPS == 0)
    corner_leave(corner);
  else
    corner_stay(corner);
}

#ifdef __linux__

static GMutex mutex; /* of what follows */
static cpu_set_t taken;

/* The one that the thread is on, or the first that is free. -1: there is none. */
static int choose(const cpu_set_t *allowed)
{
  int here = sched_getcpu();
  if (here >= 0 && CPU_ISSET(here, allowed) && !CPU_ISSET(here, &taken))
    return here;
  for (int i = 0; i < CPU_SETSIZE; i++)
    if (CPU_ISSET(i, allowed) && !CPU_ISSET(i, &taken))
      return i;
  return -1;
}

static gboolean stay_on(int number)
{
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(number, &one);
  return sched_setaffinity(0, sizeof one, &one) == 0;
}

void corner_stay(Corner *corner)
{
  if (corner->stays || sched_getaffinity(0, sizeof corner->before, &corner->before) != 0)
    return;
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&mutex);
  corner->number = choose(&corner->before);
  corner->stays = corner->number >= 0 && stay_on(corner->number);
  if (corner->stays)
    CPU_SET(corner->number, &taken);
}

void corner_leave(Corner *corner)
{
  if (!corner->stays)
    return;
  g_autoptr(GMutexLocker) lock G_GNUC_UNUSED = g_mutex_locker_new(&mutex);
  sched_setaffinity(0, sizeof corner->before, &corner->before);
  CPU_CLR(corner->number, &taken);
  corner->stays = FALSE;
}

#else

void corner_stay(Corner *corner G_GNUC_UNUSED)
{
}

void corner_leave(Corner *corner G_GNUC_UNUSED)
{
}

#endif
