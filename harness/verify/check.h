/* What a check sees and what it is.
 *
 * To add one: a file check_<name>.c with a Check, and a line in the table in checks.c. */
#pragma once

#include <mighar/apply.h>
#include <mighar/compare.h>
#include <mighar/seed.h>
#include <mighar/verify.h>

/* Rows that were written between the up and the down. */
typedef struct {
  MigharSeeding *seeding; /* what was written; NULL: nothing */
  GHashTable *more;       /* a set of tables that are to get rows because the down touches them; or NULL */
  gboolean over;          /* no more are to be written: what is tried now is tried without them */
  gboolean in_place;      /* work holds them */
  gboolean mixed;         /* what they have done cannot be told from what the legs did */
  MigharFinding *down_failure;   /* of a down that applies without them; or NULL */
  MigharFinding *replay_failure; /* of a second up that applies without them; or NULL */
  GPtrArray *findings;           /* MigharFinding: which of them are lost; or NULL */
  gboolean wanted;               /* a check is about them */
  GPtrArray *inherent;           /* char *: columns and tables ("column public.users.kind") whose late values
                                    the old schema cannot hold; or NULL */
  char *skipped;                 /* why none were written; NULL: nothing was in the way */
} Late;

/* Everything that was seen of one migration, filled leg by leg. A snapshot is there only after its leg
 * applied. */
typedef struct {
  const MigharChain *chain;
  const MigharDriver *driver;
  const MigharMigration *migration;
  guint n;                /* how many migrations there are up to this one */
  const char *blocked_by; /* version of the first migration before this one that is not applied, or NULL */
  MigharLeg up;
  MigharLeg down;
  MigharLeg replay; /* the second up */
  MigharLeg verify; /* the assertions that come with the migration, after the up */
  MigharSnapshot *before;
  MigharSnapshot *after_up;
  MigharSnapshot *after_down;
  MigharSnapshot *after_replay;
  MigharMoment *rows_before; /* of rows, as the snapshots are of the schema; NULL: not looked at */
  MigharMoment *rows_after_up;
  MigharMoment
      *rows_late; /* with rows written between up and down, which are kept apart; NULL: there are none */
  MigharMoment *rows_after_down;
  MigharMoment *rows_after_replay;
  MigharTouched touched_by_up; /* tables */
  MigharFinding *refusal;      /* of an up that does not apply over rows as they were made up; or NULL */
  gboolean refuses_any;        /* and over no others: it asks for values that no row has */
  Late late;
  gboolean has_rows;         /* any table had a row before */
  GHashTable *losses_used;   /* const MigharDirective *: those that a loss was found for */
  MigharSnapshot *elsewhere; /* after the up on another database; where the two ups differ and it applies */
} Trial;

void trial_clear(Trial *trial);

/* Forgets what was seen of the legs, and not what became of late rows. */
void trial_begin_again(Trial *trial);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Trial, trial_clear)

/* Why the up did not apply, as the reason of a skip; NULL when it did. */
char *trial_why_no_up(const Trial *trial);

/* Why the down was not run, as the reason of a skip; NULL when it applied. */
char *trial_why_no_down(const Trial *trial);

/* Whether the migration is declared irreversible, and then why. */
const MigharDirective *trial_irreversible(const Trial *trial);

/* What was seen when the whole chain was taken down and up again. */
typedef struct {
  const MigharChain *chain;
  char *skipped;                   /* why it was not, or NULL */
  char *stopped;                   /* why it stopped above the first migration, or NULL */
  MigharFinding *failure;          /* of the leg that failed, or NULL */
  guint failed_at;                 /* the stage whose leg that was */
  MigharFinding *over_rows;        /* of a leg that failed and does not in a database without rows, or NULL */
  MigharSnapshot *expected_bottom; /* at the point where it stopped, when the chain went up the first time */
  MigharSnapshot *bottom;          /* NULL where a down failed */
  MigharSnapshot *expected_top;
  MigharSnapshot *top;  /* NULL where a leg failed */
  GHashTable *accepted; /* keys of findings that were accepted on the way, by a directive or because they are
                           cosmetic; see accepted_key() */
} Descent;

void descent_clear(Descent *descent);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Descent, descent_clear)

/* The key of a finding in Descent.accepted. Free with g_free(). */
char *accepted_key(const MigharFinding *finding);

/* The moment when everything that a check of a migration needs has been seen. */
typedef enum {
  PHASE_UP,
  PHASE_DOWN,
  PHASE_REPLAY,
  PHASE_CHAIN, /* once, for the chain as a whole */
} Phase;

/* A judge adds its findings and the seconds to the report, or sets a skip with its reason; what findings
 * weigh is settled for all checks in one place (settle.h). */
typedef struct {
  MigharCheckFacts facts;
  Phase phase;
  gboolean needs_rows;                                    /* it looks at rows */
  gboolean writes_rows;                                   /* it is about rows that mighar writes */
  gboolean (*concerns)(const MigharMigration *migration); /* NULL: every one; others have no such verdict */
  void (*judge)(const Trial *trial, MigharCheckReport *report);           /* of a migration */
  void (*judge_chain)(const Descent *descent, MigharCheckReport *report); /* of the chain */
} Check;

extern const Check check_up, check_expect, check_keep, check_down, check_schema, check_data, check_replay,
    check_late_data, check_chain;

/* All checks in the order of phases and of reports; NULL ends. */
extern const Check *const checks[];

gboolean check_exists(const char *name);

/* "up, down, ...", for messages. Free with g_free(). */
char *check_names(void);

/* Whether the check is not off, and what it is about is not. */
gboolean check_is_wanted(const MigharVerifyOptions *options, const Check *check);

/* Whether a check that is not off looks at rows. */
gboolean checks_need_rows(const MigharLevels *levels);

/* Whether a check of the whole chain is not off. */
gboolean checks_judge_chain(const MigharLevels *levels);

MigharLevel levels_get(const MigharLevels *levels, const Check *check);

/* For judges. The reason is formatted. */
void report_skip(MigharCheckReport *report, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Those of the findings without a place get the start of script, which may be NULL. */
void report_place(const GPtrArray *findings, const MigharScript *script);

/* Takes the findings over (the array is emptied and freed), and places them. */
void report_findings(MigharCheckReport *report, GPtrArray *findings, const MigharScript *script);
