#include "keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <mighar/error.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0
#endif

/* Read by a signal handler, so of a fixed size; the keepers beyond it clean up too but are not waited for. A
 * free place has process 0. */
struct Keeper {
  volatile pid_t process;
  volatile int channel;
};

static Keeper keepers[32];
static Keeper *const keepers_end = keepers + G_N_ELEMENTS(keepers);

/* The highest descriptor is not known where close_range() is not, so that every possible one is closed. */
static void close_from(int first)
{
#ifdef SYS_close_range
  if (syscall(SYS_close_range, first, ~0u, 0) == 0)
    return;
#endif
  for (int i = first; i < (int)sysconf(_SC_OPEN_MAX); i++)
    close(i);
}

/* The channel gets the lowest number that nothing has, and all numbers below it lead to nothing: libraries
 * keep the numbers of descriptors of their own (profilers that are loaded before all else do), and would read
 * from whatever has them now. */
static int leave_mighar(int channel)
{
  int kept = fcntl(channel, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  int nothing = open("/dev/null", O_RDWR);
  if (kept < 0 || nothing < 0)
    _exit(1);
  for (int i = 0; i < kept; i++) {
    dup2(nothing, i);
    fcntl(i, F_SETFD, i > STDERR_FILENO ? FD_CLOEXEC : 0);
  }
  close_from(kept + 1);
  setsid();
  umask(077);
  if (chdir("/") != 0)
    _exit(1);
#ifdef __linux__
  prctl(PR_SET_NAME, "mighar-keeper");
#endif
  return kept;
}

/* Handlers of mighar must not run in its keeper. The work unblocks what it wants to hear. */
static void forget_handlers(void)
{
  for (int i = 1; i < NSIG; i++)
    if (i != SIGKILL && i != SIGSTOP)
      signal(i, SIG_DFL);
  signal(SIGPIPE, SIG_IGN);
}

static Keeper *free_place(void)
{
  for (Keeper *keeper = keepers; keeper < keepers_end; keeper++)
    if (keeper->process == 0)
      return keeper;
  return NULL;
}

static gboolean open_channel(int ends[2])
{
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
    return FALSE;
  for (int i = 0; i < 2; i++)
    fcntl(ends[i], F_SETFD, FD_CLOEXEC);
  return TRUE;
}

/* No signal comes between the fork and the note of it, so that an abandoned keeper is always one that is
 * known. */
static pid_t fork_unnoticed(Keeper *keeper, int ends[2], void (*work)(int channel, void *plan), void *plan)
{
  sigset_t all, before;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before);
  pid_t process = fork();
  if (process == 0) {
    forget_handlers();
    work(leave_mighar(ends[1]), plan);
    _exit(0);
  }
  if (process > 0) {
    keeper->channel = ends[0];
    keeper->process = process;
  }
  sigprocmask(SIG_SETMASK, &before, NULL);
  return process;
}

Keeper *keeper_start(void (*work)(int channel, void *plan), void *plan, GError **error)
{
  int ends[2];
  Keeper *keeper = free_place();
  if (keeper == NULL) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "more than %u PostgreSQL servers at once",
                     (guint)G_N_ELEMENTS(keepers));
    return NULL;
  }
  if (!open_channel(ends)) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot make a socket: %s", g_strerror(errno));
    return NULL;
  }
  pid_t process = fork_unnoticed(keeper, ends, work, plan);
  int problem = errno;
  close(ends[1]);
  if (process > 0)
    return keeper;
  close(ends[0]);
  mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "cannot start a process: %s", g_strerror(problem));
  return NULL;
}

pid_t keeper_process(const Keeper *keeper)
{
  return keeper->process;
}

gboolean keeper_tell(Keeper *keeper, gint32 what, gint32 number)
{
  KeeperMessage message = {what, number};
  return send(keeper->channel, &message, sizeof message, MSG_NOSIGNAL) == sizeof message;
}

KeeperSign keeper_hear(Keeper *keeper, int milliseconds, KeeperMessage *message)
{
  struct pollfd waiting = {.fd = keeper->channel, .events = POLLIN};
  if (poll(&waiting, 1, milliseconds) <= 0)
    return KEEPER_SILENT;
  gssize length = recv(keeper->channel, message, sizeof *message, MSG_WAITALL);
  if (length < 0 && errno == EINTR)
    return KEEPER_SILENT;
  return length == sizeof *message ? KEEPER_SPOKE : KEEPER_GONE;
}

/* shutdown() also reaches copies of the descriptor that a child of mighar may hold. */
void keeper_hang_up(Keeper *keeper)
{
  int channel = keeper->channel;
  if (keeper->process == 0 || channel < 0)
    return;
  keeper->channel = -1;
  shutdown(channel, SHUT_RDWR);
  close(channel);
}

static void wait_for(Keeper *keeper)
{
  pid_t process = keeper->process;
  while (process > 0 && waitpid(process, NULL, 0) < 0 && errno == EINTR)
    ;
  keeper->process = 0;
}

void keeper_stop(Keeper *keeper)
{
  if (keeper == NULL)
    return;
  keeper_hang_up(keeper);
  wait_for(keeper);
}

void keeper_release(Keeper *keeper)
{
  int channel = keeper->channel;
  keeper->channel = -1;
  close(channel);
  keeper->process = 0;
}

void keeper_abandon_all(void)
{
  for (Keeper *keeper = keepers; keeper < keepers_end; keeper++)
    keeper_hang_up(keeper);
  for (Keeper *keeper = keepers; keeper < keepers_end; keeper++)
    wait_for(keeper);
}
