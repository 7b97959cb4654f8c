#include "sysv.h"

#include <fcntl.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

/* The seventh line of postmaster.pid is "key id" (PostgreSQL's pidfile.h); lines before it may be empty. */
static gboolean read_segment(int file, int *id)
{
  char text[1024];
  gssize length = read(file, text, sizeof text - 1);
  text[MAX(length, 0)] = '\0';
  const char *line = text;
  for (int i = 1; i < 7 && line != NULL; i++) {
    line = strchr(line, '\n');
    line = line != NULL ? line + 1 : NULL;
  }
  return line != NULL && sscanf(line, "%*u %d", id) == 1;
}

static void remove_segment(const char *data)
{
  char path[256];
  g_snprintf(path, sizeof path, "%s/postmaster.pid", data);
  int file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (file < 0)
    return;
  struct stat status;
  struct shmid_ds segment;
  int id;
  /* A number in a file that migrations could write to: only what belongs to the file's owner. */
  if (read_segment(file, &id) && fstat(file, &status) == 0 && shmctl(id, IPC_STAT, &segment) == 0 &&
      segment.shm_nattch == 0 && segment.shm_perm.uid == status.st_uid)
    shmctl(id, IPC_RMID, NULL);
  close(file);
}

void sysv_remove(const char *directory)
{
  static const char *const places[] = {"data", "original/data"};
  char data[256];
  for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
    g_snprintf(data, sizeof data, "%s/%s", directory, places[i]);
    remove_segment(data);
  }
}
