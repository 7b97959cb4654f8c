/* bare_sqlite [--up] DIRECTORY [DATABASE]: runs every migration of a corpus up, down and up again (or up
 * alone) on a database in memory (or in a file), each leg in a transaction, and checks nothing: what SQLite
 * itself needs. */
#include "scripts.h"

#include <sqlite3.h>
#include <stdlib.h>

static void run(sqlite3 *database, const char *sql)
{
  if (sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK)
    return;
  g_printerr("bare_sqlite: %s in:\n%s\n", sqlite3_errmsg(database), sql);
  exit(1);
}

static void leg(sqlite3 *database, const char *script)
{
  run(database, "BEGIN");
  run(database, script);
  run(database, "COMMIT");
}

int main(int argc, char **argv)
{
  gboolean up_alone = argc > 1 && g_str_equal(argv[1], "--up");
  char **rest = argv + (up_alone ? 2 : 1);
  if (argc < 2 || rest[0] == NULL)
    return 2;
  g_autoptr(GArray) all = read_scripts(rest[0]);
  sqlite3 *database;
  if (sqlite3_open(rest[1] != NULL ? rest[1] : ":memory:", &database) != SQLITE_OK)
    return 3;
  run(database, "PRAGMA foreign_keys = ON");
  for (guint i = 0; i < all->len; i++) {
    const Scripts *scripts = &g_array_index(all, Scripts, i);
    leg(database, scripts->up);
    if (up_alone)
      continue;
    leg(database, scripts->down);
    leg(database, scripts->up);
  }
  return sqlite3_close(database) != SQLITE_OK;
}
