/* Verdicts, and the facts that they rest on. */
#pragma once

#include <glib.h>

/* In order of weight, so that the worst of several is the largest. */
typedef enum {
  MIGHAR_SKIP, /* was not looked at; the reason says why */
  MIGHAR_PASS,
  MIGHAR_WARN,
  MIGHAR_FAIL,
  MIGHAR_UNKNOWN, /* mighar could not find out */
} MigharVerdict;

/* "skip", "pass", "warn", "fail", "error" */
const char *mighar_verdict_name(MigharVerdict verdict);

/* One fact that a check reports. All strings are the finding's own, but kind, which is static, and file,
 * which is interned. */
typedef struct {
  const char *kind; /* of schemas "missing", "left-over", "changed", "renamed", "order"; of scripts "no-down",
                       "empty-down", "sql-error", "open-transaction", "ended-transaction", "command-error";
                       of rows "lost", "altered", "sequence"; of ledgers "unknown-version", "unfinished"; of
                       directives "unneeded" */
  char *object;     /* "index public.idx_users_email", or NULL */
  char *property;   /* or NULL */
  char *before;     /* or NULL */
  char *after;      /* or NULL */
  const char *file; /* or NULL */
  guint line;       /* 0: none */
  guint column;     /* 0: none */
  char *message;    /* one sentence, lowercase, without the place */
  char *hint;       /* what to do, or NULL */
  char *fix;        /* statements that, appended to the down, mend it; or NULL */
  gint64 fix_order; /* the fixes of several findings work in ascending order */
  gboolean cosmetic; /* worth a warning, not a failure */
} MigharFinding;

/* message is formatted. The other fields start empty and are for the caller to fill. */
MigharFinding *mighar_finding_new(const char *kind, const char *format, ...) G_GNUC_PRINTF(2, 3);
MigharFinding *mighar_finding_copy(const MigharFinding *finding);
void mighar_finding_free(MigharFinding *finding);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharFinding, mighar_finding_free)
