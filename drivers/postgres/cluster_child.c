#include "cluster_child.h"

#include "watch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

/* A second belt: should the keeper itself be killed, its child is told to quit by the kernel. */
static void end_with_keeper(pid_t keeper)
{
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGQUIT);
#endif
  if (getppid() != keeper)
    _exit(1);
}

static void use_log(const char *path)
{
  int log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log < 0)
    _exit(1);
  dup2(log, STDOUT_FILENO);
  dup2(log, STDERR_FILENO);
}

/* Everything that goes wrong here is told in the log. */
static G_GNUC_NORETURN void execute(const ClusterPlan *plan, char **call, int input, pid_t keeper)
{
  setpgid(0, 0);
  if (input >= 0)
    dup2(input, STDIN_FILENO);
  int problem = account_become(plan->account) ? 0 : errno;
  use_log(plan->log);
  if (problem != 0) {
    dprintf(STDERR_FILENO, "cannot become user '%s': %s\n", plan->account->name, strerror(problem));
    _exit(1);
  }
  end_with_keeper(keeper);
  watch_leave();
  if (chdir(plan->directory) == 0)
    execve(call[0], call, plan->environment);
  dprintf(STDERR_FILENO, "cannot run '%s'%s%s: %s\n", call[0], plan->account != NULL ? " as user " : "",
          plan->account != NULL ? plan->account->name : "", strerror(errno));
  _exit(1);
}

pid_t cluster_child_start(const ClusterPlan *plan, char **call, int input)
{
  pid_t keeper = getpid();
  pid_t child = fork();
  if (child == 0)
    execute(plan, call, input, keeper);
  return child;
}
