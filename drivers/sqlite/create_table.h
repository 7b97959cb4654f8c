/* Reads CREATE TABLE. What this understands is the grammar of https://www.sqlite.org/lang_createtable.html as
 * parse.y has it, in the form in which sqlite_schema keeps it. */
#pragma once

#include "tokens.h"

/* How the tokens of a clause are written out. */
typedef enum {
  CLAUSE_FACT,       /* not at all: the clause is what word says */
  CLAUSE_EXPRESSION, /* of the columns of this table */
  CLAUSE_CONSTANT,   /* a constant expression, in which a name is a text */
  CLAUSE_KEY,        /* columns of this table, with word behind them */
  CLAUSE_REFERENCE,  /* another table, perhaps with its columns in parentheses */
  CLAUSE_UPPER,      /* a type, a collation */
  CLAUSE_NAME,       /* a name of its own */
} ClauseForm;

/* One thing that the declaration of a column or a constraint says. */
typedef struct {
  const char *property; /* its name in a snapshot; static */
  ClauseForm form;
  TokenSpan tokens;
  const char *word; /* static; or NULL */
} Clause;

typedef struct {
  TokenSpan name;
  GArray *clauses; /* Clause; one for each property at the most */
} ColumnDeclaration;

typedef struct {
  const char *kind; /* "primary key", "unique", "check", "foreign key": also the property that says of what;
                       static */
  const MigharToken *name; /* after CONSTRAINT; or NULL */
  gboolean in_column;      /* written with a column, not behind all columns */
  GArray *clauses;
} ConstraintDeclaration;

typedef struct {
  GArray *tokens;
  GPtrArray *columns;     /* ColumnDeclaration, in their order */
  GPtrArray *constraints; /* ConstraintDeclaration */
  GHashTable *names;      /* of the columns, as of names.h */
  gboolean without_rowid;
  gboolean strict;
} TableDeclaration;

/* sql must outlive the declaration. NULL when it is not understood. Free with table_declaration_free(). */
TableDeclaration *table_declaration_new(const char *sql);
void table_declaration_free(TableDeclaration *table);

/* The clause for this property; NULL when there is none. */
const Clause *find_clause(const GArray *clauses, const char *property);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(TableDeclaration, table_declaration_free)
