/* Folders for engines in a project's directory, and what else is in it. */
#pragma once

#include "listing.h"

#include <mighar/load.h>

/* A directory with one engine's migrations. */
typedef struct {
  const MigharEngine *engine;
  const char *directory; /* interned; as a person would name it */
} MigharSite;

/* The folders for engines in the listing of a project, in the order of known: an array of MigharSite, empty
 * when the directory is a plain one. MIGHAR_ERROR_USAGE when two folders are for one engine. Free with
 * g_array_unref(). */
GArray *mighar_sites_find(const MigharListing *listing, const MigharEngine *const *known, GError **error);

/* Warnings about files and folders in the project's directory that are not read; sites is what
 * mighar_sites_find() gave. An array of char * that owns them. */
GPtrArray *mighar_sites_leftovers(const MigharListing *listing, const GArray *sites);
