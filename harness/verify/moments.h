/* What moments learn of each other: of tables that nobody has asked for at one of them, what is known of them
 * at another one holds, as nothing has touched them in between. */
#pragma once

#include <mighar/compare.h>

/* Positions of sequences that serve tables of these names, and of those of these names that serve none. The
 * moment keeps them. Free with g_ptr_array_unref(). */
GPtrArray *moments_find_positions(const MigharMoment *moment, GHashTable *names);

/* replace: also of sequences that the moment knows of already. */
void moments_copy_positions(MigharMoment *moment, const GPtrArray *positions, gboolean replace);

/* What was known until now of these names becomes a part of the earlier moment, as far as nobody has asked
 * for them then. */
void moments_recall(MigharMoment *earlier, const MigharMoment *known, GHashTable *names);

/* What is known of these names no longer holds. */
void moments_forget(MigharMoment *known, GHashTable *names, gboolean with_positions);

/* What was asked for at the earlier moment and nothing has touched since becomes a part of the moment. */
void moments_carry_over(MigharMoment *moment, const MigharMoment *known, const MigharMoment *earlier);
