/* The clauses of columns and constraints, for the reader of CREATE TABLE. */
#pragma once

#include "create_table.h"

typedef struct {
  TokenCursor at;
  TableDeclaration *table;
  ColumnDeclaration *column;        /* whose clauses are being read; NULL behind the columns */
  ConstraintDeclaration *reference; /* the foreign key read last: what a DEFERRABLE of its own is about */
  const MigharToken *name;          /* given by the CONSTRAINT just before; or NULL */
} TableReader;

/* All clauses behind the name and type of reader->column, or one whole constraint of the table. False when
 * they are not understood. */
gboolean read_column_clauses(TableReader *reader);
gboolean read_table_constraint(TableReader *reader);

/* Whether a constraint of the table, and no column, is next. */
gboolean is_at_table_constraint(const TableReader *reader);

/* Adds a clause, in the place of one that there is for this property. */
void set_clause(GArray *clauses, const char *property, ClauseForm form, TokenSpan tokens, const char *word);
