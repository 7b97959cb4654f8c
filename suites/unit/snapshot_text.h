/* A snapshot as text, for tests to compare and to print. */
#pragma once

#include <mighar/snapshot.h>

#include <string.h>

/* Its objects as in a file, without the file's first line. Free with g_free(). */
static inline char *snapshot_to_text(const MigharSnapshot *snapshot)
{
  MigharOrigin nowhere = {.engine = (char *)"", .version = (char *)""};
  g_autoptr(GString) file = mighar_snapshot_to_file(snapshot, &nowhere);
  return g_strdup(strchr(file->str, '\n') + 1);
}
