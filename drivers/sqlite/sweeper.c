#include "sweeper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_LENGTH 4096 // of a path

/* What still writes into the directory is another program's, which ends because mighar has: it is given a
 * moment. */
#define GRACE_MILLISECONDS 300

static struct {
  char directory[MAX_LENGTH];
  int channel; /* mighar's end; its other one says in the sweeper that mighar is gone */
  pid_t process;
} sweeper = {.channel = -1};

/* In the child, of a program that may have threads: nothing but what may be called there. It has a session of
 * its own, so that no signal for mighar reaches it, and keeps none of mighar's output open. */
static void sweep(int channel)
{
  char byte;
  setsid();
  int nothing = open("/dev/null", O_RDWR);
  for (int i = 0; i < 3; i++)
    dup2(nothing, i);
  for (int i = 3; i < 256; i++)
    if (i != channel)
      close(i);
  signal(SIGPIPE, SIG_IGN);
  while (read(channel, &byte, 1) < 0 && errno == EINTR)
    ;
  if (access(sweeper.directory, F_OK) == 0)
    poll(NULL, 0, GRACE_MILLISECONDS);
  execl("/bin/rm", "rm", "-rf", "--", sweeper.directory, (char *)NULL);
  _exit(1);
}

gboolean sweeper_start(const char *directory)
{
  int ends[2];
  if (sweeper.process != 0 || strlen(directory) >= MAX_LENGTH || pipe2(ends, O_CLOEXEC) != 0)
    return FALSE;
  strcpy(sweeper.directory, directory);
  pid_t process = fork();
  if (process == 0)
    sweep(ends[0]);
  close(ends[0]);
  if (process < 0) {
    close(ends[1]);
    return FALSE;
  }
  sweeper.process = process;
  sweeper.channel = ends[1];
  return TRUE;
}

void sweeper_stop(void)
{
  if (sweeper.process == 0)
    return;
  close(sweeper.channel);
  while (waitpid(sweeper.process, NULL, 0) < 0 && errno == EINTR)
    ;
  sweeper.process = 0;
  sweeper.channel = -1;
}
