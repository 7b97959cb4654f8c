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
  RowExamples examples;
} RowColumnChanges;

typedef struct {
  guint64 gone; /* rows */
  RowExamples rows;
  guint n;
  RowColumnChanges *columns; /* n, for each column of the first set */
} RowChanges;

/* Where rows cannot be told apart by a key in both sets, values are counted and not told whose they are. */
void row_changes_find(RowChanges *changes, const MigharRowSet *was, const MigharRowSet *is);
void row_changes_clear(RowChanges *changes);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RowChanges, row_changes_clear)

/* What a foreign key of the table does when rows that it refers to go: "which the foreign key to users
 * (ON DELETE CASCADE) takes along ..."; NULL where the table has no such foreign key. Free with g_free(). */
char *row_cascade(const MigharSnapshot *snapshot, const char *table);

/* The same of ON DELETE SET NULL. */
char *row_set_null(const MigharSnapshot *snapshot, const char *table);
