#include "near.h"

#include <string.h>

#ifdef __linux__

gboolean near_has_moved(Near *near)
{
  cpu_set_t now;
  CPU_ZERO(&now);
  if (sched_getaffinity(0, sizeof now, &now) != 0 || CPU_EQUAL(&now, &near->processors))
    return FALSE;
  near->processors = now;
  return TRUE;
}

/* Where that is forbidden, all is as it was. */
void near_bring(const PGconn *connection)
{
  cpu_set_t here;
  CPU_ZERO(&here);
  if (connection != NULL && PQstatus(connection) == CONNECTION_OK &&
      sched_getaffinity(0, sizeof here, &here) == 0)
    sched_setaffinity(PQbackendPID(connection), sizeof here, &here);
}

#else

gboolean near_has_moved(Near *near G_GNUC_UNUSED)
{
  return FALSE;
}

void near_bring(const PGconn *connection G_GNUC_UNUSED)
{
}

#endif
