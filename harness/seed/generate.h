/* Many rows of a table, made by the engine of what it has taken already. */
#pragma once

#include "seeder.h"

/* What keys ask of the columns of a table, and what is known of the rows that it takes. */
typedef struct {
  Filling *filling;
  guint64 wanted;       /* rows, those that are there included */
  GPtrArray *templates; /* rows that the database has, by filling->columns */
  gboolean *counts;     /* for each column of the table: its values differ from row to row */
  gboolean *may_count;  /* they do because those of the templates do, and no key asks for it */
  guint *ways;          /* and which of the ways to do so is tried */
  gboolean *refers;     /* for each reference: its rows take turns; else they are those of the templates */
  guint64 *targets;     /* how many rows there are to refer to */
  guint64 *every;       /* how many rows refer to the same one before the next one's turn */
  GPtrArray *sources;   /* MigharSource; owned */
} Generator;

/* generate_templates.c: rows of the table that others can be made like. Sets templates; none where it has no
 * rows. FALSE on error. */
gboolean generator_read_templates(Generator *generator, GError **error);

/* generate_keys.c: which columns have to differ from row to row for the table's keys, and which references
 * take turns. Sets counts, may_count, refers and every. */
void generator_study_keys(Generator *generator);

/* generate_sources.c: a source for each column that is written, of templates, counts, ways and refers. Sets
 * sources. */
void generator_choose_sources(Generator *generator);

/* generate_ways.c: the nth way in which values of the column differ from row to row, of which sample is one
 * (NULL: there is none). FALSE: there is no such way. */
gboolean generator_find_way(const Generator *generator, guint column, guint way, const char *sample,
                            MigharSource *source);

/* Frees what a source of these owns. */
void generator_clear_source(MigharSource *source);

/* generate.c: writes n more rows to a table that has some, as far as the database takes them. *written: how
 * many it took; *refusal: why it took no more. FALSE on error. */
gboolean generate_rows(Seeder *seeder, const Turn *turn, guint64 first, guint64 n, guint64 *written,
                       MigharRefusal *refusal, GError **error);
