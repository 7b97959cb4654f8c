#include "doomed.h"

#include <unistd.h>

struct Doomed {
  char *name;
  PGconn *sessions[DATABASE_SESSIONS];
  int left[DATABASE_SESSIONS]; /* what is to be waited for of them; -1: nothing */
};

Doomed *doomed_new(const char *name, PGconn *const *sessions)
{
  Doomed *doomed = g_new0(Doomed, 1);
  doomed->name = g_strdup(name);
  for (guint i = 0; i < DATABASE_SESSIONS; i++) {
    doomed->sessions[i] = sessions[i];
    doomed->left[i] = -1;
  }
  return doomed;
}

const char *doomed_name(const Doomed *doomed)
{
  return doomed->name;
}

void doomed_leave(Doomed *doomed)
{
  for (guint i = 0; i < DATABASE_SESSIONS; i++)
    if (doomed->sessions[i] != NULL)
      doomed->left[i] = session_leave(g_steal_pointer(&doomed->sessions[i]));
}

void doomed_await(Doomed *doomed)
{
  doomed_leave(doomed);
  for (guint i = 0; i < DATABASE_SESSIONS; i++) {
    session_await_end(doomed->left[i]);
    doomed->left[i] = -1;
  }
}

void doomed_free(Doomed *doomed)
{
  for (guint i = 0; i < DATABASE_SESSIONS; i++) {
    PQfinish(doomed->sessions[i]);
    if (doomed->left[i] >= 0)
      close(doomed->left[i]);
  }
  g_free(doomed->name);
  g_free(doomed);
}
