/* PostgreSQL holds a few bytes of System V shared memory to keep two servers off one data directory. A server
 * that is killed leaves them, and only a reboot would remove them. */
#pragma once

/* Removes the segment of the server whose private directory this is, if nobody uses it any more. Only system
 * calls. */
void sysv_remove(const char *directory);
