#include "overflow.h"

#include <glib.h>
#include <sqlite3.h>

static sqlite3_vfs overflow;
static sqlite3_vfs *memory; /* what is here is its own but for opening */
static sqlite3_vfs *files;  /* the default one */

/* https://www.sqlite.org/c3ref/vfs.html: a file that has no name is temporary, and whoever opens it removes
 * it. An open file has the methods of the VFS that opened it, and so it is of no account which one is asked.
 */
static int open_file(sqlite3_vfs *vfs G_GNUC_UNUSED, const char *name, sqlite3_file *file, int flags,
                     int *out)
{
  sqlite3_vfs *of = name == NULL ? files : memory;
  return of->xOpen(of, name, file, flags, out);
}

const char *overflow_vfs(void)
{
  static gsize done;
  if (g_once_init_enter(&done)) {
    memory = sqlite3_vfs_find("memdb");
    files = sqlite3_vfs_find(NULL);
    overflow = *memory;
    overflow.zName = "mighar";
    overflow.szOsFile = MAX(memory->szOsFile, files->szOsFile);
    overflow.xOpen = open_file;
    sqlite3_vfs_register(&overflow, 0);
    g_once_init_leave(&done, 1);
  }
  return overflow.zName;
}
