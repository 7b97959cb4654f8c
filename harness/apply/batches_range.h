/* The condition for the rows between two values of a key. */
#pragma once

#include <mighar/sql.h>

/* column is the key as a statement can say it: "u.id", "(u.tenant, u.id)"; behind (NULL: none) and until are
 * such values as literals: "7", "('a', '7')". Free with g_free(). */
char *batches_range(const char *column, const char *behind, const char *until);

/* The same for a statement that may say more of the key's columns: the rows themselves are compared where no
 * index is asked. B-trees of PostgreSQL 17 (seen up to 17.12) forget "tenant = 'b'" beside
 * "(tenant, id) <= ('c', 7)" and give rows of other tenants. An index is asked for the values that both ends
 * share, and for those between the first that differ: all rows of a value are gone through no more than when
 * a batch begins in them, and when one ends. */
char *batches_guarded_range(MigharDialect dialect, const char *column, const char *behind, const char *until);
