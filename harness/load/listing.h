/* What is in a directory. */
#pragma once

#include "source.h"

typedef struct {
  char *file;       /* as a person would name it */
  const char *name; /* below the listed directory: "0001_users.sql", "0001_users/up.sql"; the end of file */
  MigharSource *source; /* NULL until it was asked for; owned */
} MigharEntry;

typedef struct {
  const char *directory;  /* interned; as a person would name it */
  GPtrArray *entries;     /* MigharEntry: SQL files and numbered files, of this directory and of its numbered
                             subdirectories; sorted by name; owned */
  GPtrArray *directories; /* char *: names of the other subdirectories; sorted; owned */
} MigharListing;

/* Hidden files, editors' backups and files that are neither SQL nor numbered are left out. NULL on error:
 * MIGHAR_ERROR_USAGE when there is no such directory, MIGHAR_ERROR_ENVIRONMENT when it cannot be read. Free
 * with mighar_listing_free(). */
MigharListing *mighar_listing_read(const char *directory, GError **error);
void mighar_listing_free(MigharListing *listing);

/* The entry's file, read at the first call. The entry keeps it. NULL on error, as mighar_source_read(). */
const MigharSource *mighar_entry_read(MigharEntry *entry, GError **error);

/* The path of name in directory as a person would write it: without "./" in front. Free with g_free(). */
char *mighar_path_below(const char *directory, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharListing, mighar_listing_free)
