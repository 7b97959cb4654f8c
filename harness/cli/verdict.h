/* What becomes of two schemas: the comparison and its report. */
#pragma once

#include "command.h"
#include "schema.h"

typedef struct {
  const char *missing;  /* what only the first has: "is missing in B" */
  const char *leftover; /* what only the second has: "is missing in A" */
  const char *when;     /* ends the sentence about a change: "in B" */
} VerdictWords;

typedef struct {
  gboolean strict; /* what is cosmetic counts, too */
  gboolean json;
  gboolean quiet;
  gboolean no_colour;
} VerdictOptions;

/* Compares the two schemas, which are of one engine, and adds what differs to diff, with notes on what may
 * differ without anybody's doing. Their sides become diff's. */
void verdict_compare(MigharDiff *diff, Schema *expected, Schema *found, const VerdictWords *words);

/* Prints diff and says what the program ends with. */
ExitCode verdict_print(MigharDiff *diff, const VerdictOptions *options);
