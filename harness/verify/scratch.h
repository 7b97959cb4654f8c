/* The scratch databases that a chain is walked on.
 *
 * The legs run on `work`. When one of them leaves it in another state than the migration's up alone would, a
 * database is needed that holds the clean state: `base` is such a one. It only ever sees ups, lags behind,
 * and is brought forward when it is needed, so that a chain with many broken migrations still costs no more
 * than one further up for each of them and a copy for each restoration. */
#pragma once

#include "clock.h"
#include "fill.h"

#include <mighar/compare.h>
#include <mighar/driver.h>
#include <mighar/verify.h>

typedef struct {
  const MigharChain *chain;
  MigharServer *server;
  MigharDatabase *work;    /* never NULL between calls */
  MigharSnapshot *current; /* of work; NULL: not known */
  char *ledger[2];         /* the name of the tool's, which migrations speak of, and NULL */
  gboolean looks_at_rows;  /* a check wants to know of them, and the driver can tell */
  gboolean writes_late;    /* a check wants rows written between up and down */
  MigharSeedOptions seed;  /* rows 0: none are written */
  guint patience;          /* seconds that a script may take over these; 0: as long as it takes */
  MigharMoment *rows;      /* of work, at the last look, of all its tables; NULL: not known */
  gboolean rows_hold;      /* and nothing was written since */
  gboolean is_behind;      /* ups were applied to work that fill has not been told of */
  Fill fill;               /* of work */
  MigharDatabase *base;    /* NULL: not needed so far */
  Fill base_fill;          /* of base */
  guint base_at;           /* how many migrations base has gone through */
  MigharDatabase *bare;    /* lags behind, too, without a row made up: see bare.h; NULL: not needed so far */
  guint bare_at;           /* how many migrations bare has gone through */
  gboolean never_bare;     /* an up that applied to work does not apply to bare */
  guint bare_until;        /* rows are made since the migration of this index alone: base was begun anew */
  MigharSnapshots snapshots;
  Clock clock;
  const MigharMigration *at;       /* what is being tried, for messages; NULL: none yet */
  GPtrArray *doubts;               /* MigharFinding: where a snapshot that was made of changes was wrong */
  struct Team *team;               /* who else is at work on the server; NULL: nobody */
  FillYield *yields;               /* for each migration of the chain: how far rows give way to its up */
  const MigharMigration *lessened; /* whose up does not take many rows: few are made since; NULL: none */
  gboolean *failed;                /* for each migration of the chain: its up failed, so base leaves it out */
} Scratch;

/* Makes the work database. scratch is overwritten; clear it with scratch_clear() also on failure. */
gboolean scratch_init(Scratch *scratch, const MigharChain *chain, MigharServer *server, GError **error);
void scratch_clear(Scratch *scratch);

/* A new database, with the ledger that migrations of the chain speak of. */
MigharDatabase *scratch_create(const Scratch *scratch, GError **error);

/* Removes the databases; what is known of them stays. */
void scratch_close(Scratch *scratch);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scratch, scratch_clear)

/* Rows are looked at, and written, as far as the options ask for it and the driver can. */
void scratch_use_rows(Scratch *scratch, const MigharVerifyOptions *options);

/* The schema of one of the databases without what is no part of it. The caller owns a reference. */
MigharSnapshot *scratch_read(const Scratch *scratch, MigharDatabase *database, MigharReading reading,
                             GError **error);

/* The schema of work as it is now, read if it is not known. The caller owns a reference. */
MigharSnapshot *scratch_snapshot(Scratch *scratch, GError **error);

/* The same where nearly everything is another one than at the last look: there is nothing to be taken from
 * that, and nothing to be proven. */
MigharSnapshot *scratch_snapshot_anew(Scratch *scratch, GError **error);

/* To be called when a leg ran: what was known of work no longer holds. */
void scratch_touch(Scratch *scratch);

/* What is known of the rows of work no longer holds. */
void scratch_forget_rows(Scratch *scratch);

/* Gives work the rows that it is to have before the next up. looks: these are looked at next. */
gboolean scratch_fill(Scratch *scratch, gboolean looks, GError **error);

/* Whether it is certain that work has the rows that it is to have before the next up. */
gboolean scratch_is_full(const Scratch *scratch);

/* Where migrations have left something on the server, such as roles: drops all that would find it there, and
 * removes it. To be followed by a restoration. */
gboolean scratch_clear_server(Scratch *scratch, GError **error);

/* Tells what rows were made, for the whole of the chain up to here; the caller clears rows. */
void scratch_tell_rows(const Scratch *scratch, const MigharVerifyOptions *options, MigharMadeRows *rows);

/* Many rows cannot go one by one: has few made of them, now and from here on, and brings work to where the
 * migration of this index begins. *less: there were many. */
gboolean scratch_lessen(Scratch *scratch, guint index, gboolean *less, GError **error);

/* Makes rows of work give way to the up of a migration as far as that is known to be needed, or, with more,
 * one step further. *any: rows have gone. */
gboolean scratch_yield(Scratch *scratch, guint index, gboolean more, gboolean *any, GError **error);

/* Replaces work by a database in the state after the ups of the first n migrations, the failed ones aside,
 * with the rows that each of these n has found: what a database that goes through them in order comes to. */
gboolean scratch_restore(Scratch *scratch, guint n, GError **error);

/* The same without rows, but those that migrations write; from now on none are made. *failure: of an up that
 * needs rows that were made up, before which work is then; free with mighar_finding_free(); or NULL. */
gboolean scratch_restore_without_rows(Scratch *scratch, guint n, MigharFinding **failure, GError **error);

/* Replaces work, and base, by bare as it is; the next rows are made after the migration that is next. */
gboolean scratch_restore_bare(Scratch *scratch, GError **error);

/* Drops base and bare where they depend on what migrations have left on the server, such as roles, which
 * would keep a later one from removing that. */
gboolean scratch_drop_if_in_the_way(Scratch *scratch, GError **error);

/* Stores the schema after the ups of the first n migrations as base has it, which they were applied to at
 * another time than to work; NULL where they do not apply to a second database. work stays as it is. */
gboolean scratch_look_elsewhere(Scratch *scratch, guint n, MigharSnapshot **snapshot, GError **error);

/* Leaves a copy of work, as it is now, for a person to look at. Returns how to connect; free with g_free().
 */
char *scratch_keep(Scratch *scratch, GError **error);
