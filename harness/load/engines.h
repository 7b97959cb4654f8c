/* Which engine a name, an address or a directory means. */
#pragma once

#include <mighar/load.h>

/* By the name that options and reports use. NULL when there is none. */
const MigharEngine *mighar_engine_named(const MigharEngine *const *known, const char *name);

/* By a word that people give to folders and put into file names ("postgresql", "sqlite3"), in any case. NULL
 * when it means no known engine. */
const MigharEngine *mighar_engine_of_word(const MigharEngine *const *known, const char *word);

/* By a folder's name, which is such a word or ends in one: "postgres", "migrations_postgres". */
const MigharEngine *mighar_engine_of_folder(const MigharEngine *const *known, const char *folder);

/* Whether the word means an engine that is not among the known ones. */
gboolean mighar_word_is_foreign_engine(const char *word);

/* Whether the caller wants it: options name it, or none at all. */
gboolean mighar_engine_is_wanted(const MigharLoadOptions *options, const MigharEngine *engine);

/* "sqlite, postgres". Free with g_free(). */
char *mighar_engine_names(const MigharEngine *const *known);

/* The engines that a directory without folders for engines is for, in the order of options->known: those that
 * options name; else the one that the directory's own name means; else that of options->database_url; else
 * that of the nearest of the two directories above it. Never empty: MIGHAR_ERROR_USAGE when nothing tells.
 * The array does not own its MigharEngine; free it with g_ptr_array_unref(). */
GPtrArray *mighar_engines_of_directory(const MigharLoadOptions *options, const char *directory,
                                       GError **error);
