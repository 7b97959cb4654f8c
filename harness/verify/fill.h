/* Rows that a scratch database is given before its ups, so that they have something to lose.
 *
 * What is written depends on the ups and the seed alone: whoever applies the same ups to an empty database
 * and has it filled before each of them has the same rows. */
#pragma once

#include <mighar/migration.h>
#include <mighar/report.h>
#include <mighar/seed.h>

/* What is known of the tables of one database. Starts zeroed. */
typedef struct {
  MigharSnapshot *schema; /* when it was last filled; NULL: never */
  MigharTouched touched;  /* by ups since then */
  GPtrArray *written;     /* GVariant of given.h, in order: all that it was given; NULL: nothing */
  GHashTable *tables; /* name (char *) -> why it has no rows (char *), NULL: it has some; of all that there
                         have been */
  gboolean lacks;     /* one of them has, or may have, fewer rows than were wanted, for good */
  GHashTable *few;    /* name -> MigharUnfilled, of those that took fewer than were wanted */
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

/* How far rows give way to an up that does not take them. */
typedef enum {
  FILL_STAYS,
  FILL_TYPICAL, /* of the tables that the up names, rows with nothing unusual stay */
  FILL_OTHERS,  /* of these and those that refer to them none stay */
  FILL_NOTHING, /* none at all */
  FILL_ANEW,    /* nor any that came of them: the ups before it had none, either */
} FillYield;

/* Takes those rows away that it was given and that the database lets go. *any tells whether there were some.
 */
gboolean fill_yield(const Fill *fill, MigharDatabase *database, const MigharSnapshot *schema,
                    const MigharScript *up, FillYield yield, gboolean *any, GError **error);
