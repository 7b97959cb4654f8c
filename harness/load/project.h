/* Where the migrations are. */
#pragma once

#include <mighar/load.h>

/* The directory of the project: path itself, or the one place below it where migrations usually are; path
 * NULL stands for the current directory. As a person would name it; interned. MIGHAR_ERROR_USAGE when there
 * are several such places, or none and path is NULL. */
const char *mighar_project_find(const char *path, const MigharEngine *const *known, GError **error);
