/* Where a server of mighar's own lives: a private directory in memory or in a temporary folder.
 *
 * Whoever holds the lock on a directory (flock() on the directory itself) is the one to remove it. A
 * directory that nobody holds is what a power cut or a killed keeper left, and is removed by the next run. */
#pragma once

#include "account.h"

/* A path for a new directory, absolute, not made yet: in /dev/shm where that has room enough, else in TMPDIR,
 * else in /tmp; short enough for a socket in it. The account must be able to come to it. NULL and
 * MIGHAR_ERROR_ENVIRONMENT when there is no such place. Free with g_free(). */
char *place_choose(const Account *account, GError **error);

/* Makes the directory, private to the account (NULL: the caller), and locks it. Returns a descriptor that
 * holds the lock until it and its copies are closed; -1 with errno. Only system calls. */
int place_make(const char *path, const Account *account);

/* Removes what runs that are over left in all these places. */
void place_sweep(const Account *account);
