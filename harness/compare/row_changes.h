/* What is different between two sets of rows of one table. */
#pragma once

#include "row_set.h"

/* Up to five, a line for each: "id 7: 'x'". */
typedef struct {
  guint n;
  GString *before;
  GString *after;
} RowExamples;

typedef struct {
  guint64 nulled;  /* values that are NULL now */
  guint64 altered; /* values that are others now */
  gboolean more;   /* there may be more that are others: not all rows could be looked at */
  GPtrArray *rows; /* Row, of the first set: where values are NULL now, as far as rows are kept */
  RowExamples examples;
} RowColumnChanges;

typedef struct {
  guint64 gone;         /* rows */
  GPtrArray *gone_rows; /* Row, of the first set, as far as they are kept and can be told */
  RowExamples rows;
  guint n;
  RowColumnChanges *columns; /* n, for each column of the first set */
} RowChanges;

/* Where rows cannot be told apart by a key in both sets, values are counted and not told whose they are. */
void row_changes_find(RowChanges *changes, const MigharRowSet *was, const MigharRowSet *is);
void row_changes_clear(RowChanges *changes);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RowChanges, row_changes_clear)
