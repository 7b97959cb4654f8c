/* What is known of the values of one column besides its type. */
#pragma once

#include <mighar/rows.h>

typedef struct Hint Hint;

struct Hint {
  const MigharColumn *column;
  const Hint *before;   /* the same column in the schema before; NULL: it is new, or nothing is compared */
  gboolean settled;     /* it may hold what it might before, and nothing else */
  gboolean checked;     /* a CHECK speaks of it */
  gboolean unique;      /* alone or with others it tells rows apart */
  gboolean key;         /* a part of the primary key, or of a key that others refer to */
  GPtrArray *values;    /* char *: values that CHECKs mention or that match their patterns */
  gboolean only_values; /* and likely no others */
  gboolean plain;       /* it holds texts that are no documents */
  gboolean has_low, has_high;
  double low, high; /* of numbers, inclusive */
  int shortest;     /* of texts, in characters */
  int longest;      /* 0: not limited */
};

/* One for each column of the table. Free with hints_free(). */
Hint *hints_new(const MigharTable *table, MigharDialect dialect);
void hints_free(Hint *hints, guint n);

/* Whether the column is likely to take the value, as far as its type and its CHECKs are understood. */
gboolean hint_allows(const Hint *hint, const char *text);

/* Whether its numbers count up by themselves, and CHECKs do not want others than those. */
gboolean hint_is_serial(const Hint *hint);

/* Takes what an expression says into account. hints is of all columns of the table; subject is the column
 * that VALUE stands for, or -1. */
void hints_mine(Hint *hints, const MigharTable *table, MigharDialect dialect, const char *expression,
                int subject);

/* A text that the regular expression matches, with as much repetition as rank asks for; NULL when it is not
 * understood. Free with g_free(). */
char *sample_pattern(const char *pattern, guint rank);
