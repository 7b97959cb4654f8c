/* What mighar keeps between runs, in a directory of this user's: all of it can be made anew. */
#pragma once

#include <glib.h>

/* The directory, made if it is not there; NULL where there can be none. Free with g_free(). */
char *cache_directory(void);

/* Removes what begins with prefix and no run has used for long, and what killed runs have left: names with a
 * tilde. */
void cache_prune(const char *cache, const char *prefix);
