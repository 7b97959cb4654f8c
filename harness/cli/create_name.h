/* How new migrations are called: like the last ones. Pure. */
#pragma once

#include <mighar/migration.h>

/* The words as a part of a file's name: letters and digits in small letters, what is between them made one
 * separator. NULL when nothing is left. Free with g_free(). */
char *create_title(const char *words, char separator);

/* The version behind last, in its style: a moment (of the digits of date and time, of a date, or the seconds
 * or milliseconds since 1970) is followed by now, a number by the next one, as wide. Where that would not be
 * behind last, the next number is. Free with g_free(). */
char *create_next_version(const char *last, GDateTime *now);

/* The name of a file or folder of the migration last, as it is for one of that version and title. NULL where
 * the version is not in it. Free with g_free(). */
char *create_rename(const char *name, const MigharMigration *last, const char *version, const char *title);
