/* The forms that a report is written in: one file and one table entry each. */
#pragma once

#include <mighar/report.h>
#include <stdio.h>

typedef struct {
  gboolean colour;
  gboolean quiet;   /* findings only */
  gboolean verbose; /* and the notes of checks; not when quiet */
  gboolean timings; /* and what the time went to; outputs that have no place for it leave it out */
} MigharOutputStyle;

typedef struct {
  const char *name; /* "junit" */
  /* Writes the document as it is made: of a long chain it is megabytes. Whether the stream took it is for
   * the caller to ask (ferror()). FALSE with an error when there can be no document. */
  gboolean (*write)(const MigharReport *report, const MigharOutputStyle *style, FILE *stream, GError **error);
} MigharOutput;

extern const MigharOutput *const mighar_outputs[]; /* NULL ends */

/* NULL when there is none of that name. */
const MigharOutput *mighar_output_find(const char *name);

/* The document as a text. Free with g_free(). NULL on error. */
char *mighar_output_text(const MigharOutput *output, const MigharReport *report,
                         const MigharOutputStyle *style, GError **error);

/* What was loaded, before anything is run: chains (MigharChain) as a table for people, and as JSON. Free with
 * g_string_free(). NULL on error. */
GString *mighar_chains_to_text(const GPtrArray *chains, const MigharOutputStyle *style);
GString *mighar_chains_to_json(const GPtrArray *chains, GError **error);
