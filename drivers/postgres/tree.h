/* Copies and removes trees of files by system calls alone, so that a forked process can do it. Nothing
 * outside of the tree is followed or touched. */
#pragma once

#include "account.h"

/* What a tree holds: enough to notice that some of it was lost. */
typedef struct {
  guint64 files;
  guint64 bytes;
} TreeSize;

/* Copies the directories and regular files below from into a new directory to, all private to owner (NULL: to
 * the caller), by reference where the file system can. FALSE with errno; what was copied until then stays. */
gboolean tree_copy(const char *from, const char *to, const Account *owner, TreeSize *size);

/* The same into a directory that is there, and is not looked at. */
gboolean tree_add(const char *from, const char *to, const Account *owner, TreeSize *size);

/* What a copy would hold. FALSE where there is anything but directories and regular files. */
gboolean tree_measure(const char *path, TreeSize *size);

/* Removes path and everything below it, as far as that is possible. */
void tree_remove(const char *path);
