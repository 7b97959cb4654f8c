/* Rows that a database was given, kept in as little memory as can be: every table has some, for as long as
 * the chain goes up, and hardly any is ever taken away again. */
#pragma once

#include <mighar/seed.h>

/* Free with g_variant_unref(). */
GVariant *given_pack(const MigharSeeded *seeded);

/* given keeps it. */
const char *given_table(GVariant *given);

/* Those rows, to be owned by a MigharSeeding; what is notable about them is not told any more. unusual: only
 * rows with something notable. */
MigharSeeded *given_unpack(GVariant *given, gboolean unusual);
