#include "spare.h"

#include "cluster_child.h"
#include "pristine.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* In a data directory that has the database. */
#define MARK "mighar.spare"

/* What the server program reads fits into a pipe. */
static int open_input(const char *text)
{
  int ends[2];
  if (pipe(ends) != 0)
    return -1;
  gsize length = strlen(text);
  gboolean written = write(ends[1], text, length) == (gssize)length;
  close(ends[1]);
  if (written)
    return ends[0];
  close(ends[0]);
  return -1;
}

static gboolean run(const ClusterPlan *plan, char **call, const char *text)
{
  int status = -1, input = open_input(text);
  if (input < 0)
    return FALSE;
  pid_t child = cluster_child_start(plan, call, input);
  close(input);
  while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
    ;
  return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* The highest number among the databases; 0 where there is none. */
static long last_database(const char *data)
{
  char path[PATH_MAX];
  const struct dirent *entry;
  long last = 0;
  g_snprintf(path, sizeof path, "%s/base", data);
  DIR *databases = opendir(path);
  while (databases != NULL && (entry = readdir(databases)) != NULL)
    last = MAX(last, strtol(entry->d_name, NULL, 10));
  if (databases != NULL)
    closedir(databases);
  return last;
}

static gboolean write_mark(const char *data)
{
  char path[PATH_MAX];
  g_snprintf(path, sizeof path, "%s/" MARK, data);
  int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  return file >= 0 && close(file) == 0;
}

/* A program that could not make the database does not always say so. FALSE: nobody knows how it has left the
 * data. */
static gboolean make(const ClusterPlan *plan, const char *data)
{
  long before = last_database(data);
  if (!run(plan, plan->spare, plan->spare_sql))
    return FALSE;
  return last_database(data) == before || write_mark(data);
}

gboolean spare_add(const ClusterPlan *plan)
{
  char data[PATH_MAX];
  const Account *account = plan->account;
  g_snprintf(data, sizeof data, "%s/data", plan->original);
  if (account != NULL && chown(plan->original, account->uid, account->gid) != 0)
    return TRUE;
  if (!pristine_unpack(plan->original) || !make(plan, data))
    return FALSE;
  pristine_trim(data);
  return pristine_pack(plan->original);
}

gboolean spare_is_in(const char *data)
{
  char path[PATH_MAX];
  g_snprintf(path, sizeof path, "%s/" MARK, data);
  return access(path, F_OK) == 0;
}

/* It was made last, and nobody has made another one. */
char *spare_directory(const char *data)
{
  return g_strdup_printf("base/%ld", last_database(data));
}
