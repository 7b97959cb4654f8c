#include "watch.h"

#include <errno.h>
#include <signal.h>
#include <sys/select.h>
#include <sys/socket.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

static volatile sig_atomic_t child_ended, asked_to_end;

static void note(int signal_number)
{
  if (signal_number == SIGCHLD)
    child_ended = 1;
  else
    asked_to_end = 1;
}

static const int heard[] = {SIGCHLD, SIGTERM, SIGINT, SIGHUP};

/* The signals are blocked but while pselect() waits, so that none comes unseen between a look and a wait. */
void watch_begin(void)
{
  struct sigaction action = {.sa_handler = note};
  sigset_t blocked;
  sigemptyset(&blocked);
  for (guint i = 0; i < G_N_ELEMENTS(heard); i++) {
    sigaddset(&blocked, heard[i]);
    sigaction(heard[i], &action, NULL);
  }
  sigprocmask(SIG_SETMASK, &blocked, NULL);
#ifdef __linux__
  prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
}

void watch_leave(void)
{
  sigset_t none;
  for (guint i = 0; i < G_N_ELEMENTS(heard); i++)
    signal(heard[i], SIG_DFL);
  signal(SIGPIPE, SIG_DFL);
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static gboolean readable(int channel, const struct timespec *limit)
{
  fd_set reading;
  sigset_t none;
  sigemptyset(&none);
  FD_ZERO(&reading);
  if (channel >= 0)
    FD_SET(channel, &reading);
  return pselect(channel + 1, &reading, NULL, NULL, limit, &none) > 0;
}

WatchSign watch_next(int channel, KeeperMessage *message)
{
  while (!asked_to_end && !child_ended) {
    if (!readable(channel, NULL))
      continue;
    gssize length = recv(channel, message, sizeof *message, MSG_WAITALL);
    if (length == sizeof *message)
      return WATCH_TOLD;
    if (length >= 0 || errno != EINTR)
      return WATCH_OVER;
  }
  if (asked_to_end)
    return WATCH_OVER;
  child_ended = 0;
  return WATCH_CHILD;
}

void watch_children(int milliseconds)
{
  struct timespec limit = {.tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000L};
  if (!child_ended)
    readable(-1, &limit);
  child_ended = 0;
}

void watch_tell(int channel, gint32 what, gint32 number)
{
  KeeperMessage message = {what, number};
  while (send(channel, &message, sizeof message, MSG_NOSIGNAL) < 0 && errno == EINTR)
    ;
}
