/* Rows that a scratch database is given before its ups, so that they have something to lose.
 *
 * What is written depends on the ups and the seed alone: whoever applies the same ups to an empty database
 * and has it filled before each of them has the same rows. */
#pragma once

#include <mighar/seed.h>

/* What is known of the tables of one database. Starts zeroed. */
typedef struct {
  MigharSnapshot *schema; /* when it was last filled; NULL: never */
  MigharTouched touched;  /* by ups since then */
  GHashTable *tables; /* name (char *) -> why it has no rows (char *), NULL: it has some; of all that there
                         have been */
} Fill;

void fill_clear(Fill *fill);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Fill, fill_clear)

/* Of a database that is a copy. */
void fill_copy(Fill *fill, const Fill *from);

/* To be told of each up that applied. */
void fill_note(Fill *fill, const MigharTouched *touched);

/* Writes rows to the tables that may lack some: new ones, and those that ups have touched since the last
 * time. *wrote tells whether there were any. */
gboolean fill_tables(Fill *fill, MigharDatabase *database, MigharSnapshot *schema,
                     const MigharSeedOptions *options, gboolean *wrote, GError **error);
