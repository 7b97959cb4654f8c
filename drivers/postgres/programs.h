/* Where PostgreSQL's server programs are on this machine. */
#pragma once

#include <glib.h>

/* The programs of one installation. */
typedef struct {
  char *directory; /* holds postgres and initdb */
  char *title;     /* as `postgres --version` prints it: "postgres (PostgreSQL) 15.18 (Debian ...)" */
  int version;     /* as the server itself numbers it: 150018 */
} Programs;

/* NULL and MIGHAR_ERROR_ENVIRONMENT when the directory has no server that runs, or an older one than 13. */
Programs *programs_at(const char *directory, GError **error);

/* All installations in PATH, in the usual places and where pg_config points, newest first: an array of
 * Programs that owns them, perhaps empty. */
GPtrArray *programs_search(void);

/* Where programs_search() looks, for people; static. */
extern const char programs_places[];

/* The file name of one of the programs; free with g_free(). */
char *programs_path(const Programs *programs, const char *name);

Programs *programs_copy(const Programs *programs);
void programs_free(Programs *programs);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Programs, programs_free)
