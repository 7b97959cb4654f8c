/* Two schemas held against each other, and how that is told. report/ renders it; its shape is that of the
 * JSON output. */
#pragma once

#include <mighar/finding.h>
#include <mighar/output.h>

typedef struct {
  char *name;         /* "database 'app' on the server at db:5432": for people, without a password */
  const char *engine; /* "postgres"; static */
  const char *title;  /* "PostgreSQL"; static */
  char *version;      /* of the engine: "15.18" */
  char *at;           /* the last of its migrations that is in it: "0007"; NULL: unknown, or none */
} MigharSide;

typedef struct {
  const char *command; /* what it is told as: "diff", "drift"; static */
  MigharSide expected;
  MigharSide found;
  MigharVerdict verdict; /* pass, warn (only what is cosmetic) or fail */
  GPtrArray *notes;      /* char *: what to know of the two sides */
  GPtrArray *findings;   /* MigharFinding */
} MigharDiff;

MigharDiff *mighar_diff_new(const char *command);
void mighar_diff_free(MigharDiff *diff);

/* For people; as JSON, a contract that may gain keys. Free with g_string_free(). NULL on error. */
GString *mighar_diff_to_text(const MigharDiff *diff, const MigharOutputStyle *style);
GString *mighar_diff_to_json(const MigharDiff *diff, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharDiff, mighar_diff_free)
