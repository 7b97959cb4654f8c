/* Names as SQLite sees them: without regard to the case of A to Z, each with the spelling it was declared
 * with. */
#pragma once

#include <glib.h>

/* A set of names. Free with g_hash_table_unref(). */
GHashTable *names_new(void);

/* Takes name over. Of several that differ in case alone the smallest counts, in whatever order they come. */
void names_add(GHashTable *names, char *name);

/* The name as it was declared; NULL when it is none of these, or names is NULL. */
const char *names_find(GHashTable *names, const char *name);

/* The names of a set in the least memory: an array that ends in NULL, in one piece with them. Free with
 * g_free(). */
char **names_pack(GHashTable *names);

/* The set that was packed. Free with g_hash_table_unref(). */
GHashTable *names_unpack(char *const *packed);

/* The name as it has to be written: in double quotes where it needs them. Free with g_free(). */
char *name_quote(const char *name);
