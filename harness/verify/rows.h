/* The rows of the work database from leg to leg. */
#pragma once

#include "scratch.h"

#include <mighar/compare.h>
#include <mighar/seed.h>

/* One look at the rows. */
typedef struct {
  MigharSnapshot *schema;       /* that they are in */
  MigharMoment **earlier;       /* moments of the same trial, which learn what has been there of tables that
                                   are looked at now and were not asked for then; NULL ends */
  gboolean without_positions;   /* nobody asks where sequences stand: those of the last look are taken over */
  const MigharMoment *set_back; /* sequences are set to where they stood then; or NULL */
  const MigharSeeding *written; /* rows that are to be kept apart; or NULL */
  const MigharMoment *kept_apart; /* a moment whose rows that are apart are to be kept apart again; or NULL */
} Look;

/* What was seen. */
typedef struct {
  MigharMoment *moment;  /* of the tables that anything has changed since the first of the earlier moments */
  MigharTouched touched; /* what has changed since the last look */
  gboolean mixed;        /* rows that were to be kept apart again cannot be told from the others */
} Seen;

void seen_clear(Seen *seen);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Seen, seen_clear)

/* Tables that nothing has touched since the last look are not read again. seen is overwritten; moment is NULL
 * where nobody wants to know of rows. FALSE: mighar itself cannot go on. */
gboolean rows_look(Scratch *scratch, const Look *look, Seen *seen, GError **error);

/* What a look is to read. */
typedef struct {
  MigharAhead ahead;
  GPtrArray *tables, *set_back;
  GArray *reads;
  MigharSequences sequences;
} Expected;

void expected_clear(Expected *expected);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Expected, expected_clear)

/* What the look reads where tables of these names are touched: for MigharRowsDriver.read_ahead(). It sets
 * sequences back, and asks for none. FALSE: one of the tables has many rows, or it is not known. names has to
 * outlive expected, which is overwritten. */
gboolean rows_expect(const Scratch *scratch, const Look *look, GHashTable *names, Expected *expected);

/* What has changed since the last look, where nobody looks. */
gboolean rows_ask_touched(Scratch *scratch, MigharTouched *touched, GError **error);

/* Ends what begin has begun. What the database refuses in the end is nothing that it has taken. */
gboolean rows_commit(MigharDatabase *database, gboolean *taken, GError **error);

/* Whether both moments have the same tables with the same rows, but for values that are others each time: by
 * the defaults of their columns, and in columns of this set (their names as objects; or NULL). */
gboolean rows_equal(const MigharMoment *a, const MigharMoment *b, GHashTable *anew);

/* Whether work holds any row, as far as it was looked at. */
gboolean rows_are_there(const Scratch *scratch);
