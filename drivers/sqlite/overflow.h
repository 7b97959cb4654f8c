/* Where databases go that are too large for memory, and what a script may not write to. */
#pragma once

/* The name of a VFS in which files with a name are in memory, and SQLite's own temporary files, which have
 * none, are in the directory for such files, unlinked as soon as they are open. Makes it when it is first
 * asked for; any thread may ask. */
const char *overflow_vfs(void);
