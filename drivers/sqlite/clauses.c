#include "clauses.h"

/* No tokens. */
static const TokenSpan nothing;

void set_clause(GArray *clauses, const char *property, ClauseForm form, TokenSpan tokens, const char *word)
{
  Clause clause = {property, form, tokens, word};
  Clause *present = (Clause *)find_clause(clauses, property);
  if (present != NULL)
    *present = clause;
  else
    g_array_append_val(clauses, clause);
}

/* When a clause is there twice, the last one counts, also one that says what goes without saying. */
static void clear_clause(GArray *clauses, const char *property)
{
  for (guint i = clauses->len; i > 0; i--)
    if (g_str_equal(g_array_index(clauses, Clause, i - 1).property, property))
      g_array_remove_index(clauses, i - 1);
}

static void set_fact(GArray *clauses, const char *property, const char *word)
{
  set_clause(clauses, property, CLAUSE_FACT, nothing, word);
}

static ConstraintDeclaration *add_constraint(TableReader *reader, const char *kind, ClauseForm form,
                                             TokenSpan tokens)
{
  ConstraintDeclaration *constraint = g_new0(ConstraintDeclaration, 1);
  constraint->kind = kind;
  constraint->name = reader->name;
  constraint->in_column = reader->column != NULL;
  constraint->clauses = g_array_new(FALSE, TRUE, sizeof(Clause));
  set_clause(constraint->clauses, kind, form, tokens, NULL);
  g_ptr_array_add(reader->table->constraints, constraint);
  return constraint;
}

/* ABORT is what happens without the clause. */
static gboolean read_conflict(TableReader *reader, GArray *clauses, const char *property)
{
  TokenSpan action;
  clear_clause(clauses, property);
  if (!accept_words(&reader->at, "ON CONFLICT"))
    return TRUE;
  if (!accept_name(&reader->at, &action))
    return FALSE;
  if (!mighar_token_is(action.first, "ABORT"))
    set_clause(clauses, property, CLAUSE_UPPER, action, NULL);
  return TRUE;
}

static gboolean read_name(TableReader *reader)
{
  TokenSpan name;
  if (!accept_name(&reader->at, &name))
    return FALSE;
  reader->name = name.first;
  return TRUE;
}

static gboolean read_default(TableReader *reader)
{
  TokenSpan value = {.first = reader->at};
  if (!accept_parentheses(&reader->at, &value)) {
    if (!accept_mark(&reader->at, "-"))
      accept_mark(&reader->at, "+");
    if (reader->at->kind == MIGHAR_TOKEN_END)
      return FALSE;
    value.end = ++reader->at;
  }
  set_clause(reader->column->clauses, "default", CLAUSE_CONSTANT, value, NULL);
  return TRUE;
}

/* That a column may be NULL goes without saying; how a conflict with that is resolved does not matter. */
static gboolean read_null(TableReader *reader)
{
  g_autoptr(GArray) ignored = g_array_new(FALSE, TRUE, sizeof(Clause));
  return read_conflict(reader, ignored, "null");
}

static gboolean read_not_null(TableReader *reader)
{
  set_fact(reader->column->clauses, "not null", "yes");
  return read_conflict(reader, reader->column->clauses, "not null on conflict");
}

static gboolean read_primary_key(TableReader *reader)
{
  ConstraintDeclaration *key = add_constraint(reader, "primary key", CLAUSE_KEY, reader->column->name);
  if (accept_words(&reader->at, "DESC"))
    set_clause(key->clauses, key->kind, CLAUSE_KEY, reader->column->name, "DESC");
  else
    accept_words(&reader->at, "ASC");
  if (!read_conflict(reader, key->clauses, "on conflict"))
    return FALSE;
  if (accept_words(&reader->at, "AUTOINCREMENT"))
    set_fact(key->clauses, "autoincrement", "yes");
  return TRUE;
}

static gboolean read_unique(TableReader *reader)
{
  ConstraintDeclaration *unique = add_constraint(reader, "unique", CLAUSE_KEY, reader->column->name);
  return read_conflict(reader, unique->clauses, "on conflict");
}

static gboolean read_check(TableReader *reader)
{
  TokenSpan expression;
  return accept_parentheses(&reader->at, &expression) &&
         add_constraint(reader, "check", CLAUSE_EXPRESSION, expression) != NULL;
}

/* What SQLite does when nothing is said is NO ACTION; MATCH it does not look at, whatever it says. */
static gboolean read_action(TableReader *reader, GArray *clauses, const char *property)
{
  static const char *const actions[] = {"SET NULL", "SET DEFAULT", "CASCADE", "RESTRICT"};
  clear_clause(clauses, property);
  if (accept_words(&reader->at, "NO ACTION"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS(actions); i++)
    if (accept_words(&reader->at, actions[i])) {
      set_fact(clauses, property, actions[i]);
      return TRUE;
    }
  return FALSE;
}

static gboolean read_match(TableReader *reader, GArray *clauses)
{
  TokenSpan name;
  if (!accept_name(&reader->at, &name))
    return FALSE;
  if (!mighar_token_is(name.first, "SIMPLE"))
    set_clause(clauses, "match", CLAUSE_UPPER, name, NULL);
  return TRUE;
}

static gboolean read_reference_rules(TableReader *reader, GArray *clauses)
{
  gboolean understood = TRUE;
  while (understood)
    if (accept_words(&reader->at, "ON DELETE"))
      understood = read_action(reader, clauses, "on delete");
    else if (accept_words(&reader->at, "ON UPDATE"))
      understood = read_action(reader, clauses, "on update");
    else if (accept_words(&reader->at, "MATCH"))
      understood = read_match(reader, clauses);
    else
      return TRUE;
  return FALSE;
}

static gboolean read_reference(TableReader *reader, TokenSpan columns)
{
  TokenSpan target, target_columns;
  reader->reference = add_constraint(reader, "foreign key", CLAUSE_KEY, columns);
  if (!accept_name(&reader->at, &target))
    return FALSE;
  if (accept_parentheses(&reader->at, &target_columns))
    target.end = reader->at;
  set_clause(reader->reference->clauses, "references", CLAUSE_REFERENCE, target, NULL);
  return read_reference_rules(reader, reader->reference->clauses);
}

static gboolean read_references(TableReader *reader)
{
  return read_reference(reader, reader->column->name);
}

static gboolean read_deferrable(TableReader *reader)
{
  const char *when = "initially immediate";
  if (accept_words(&reader->at, "INITIALLY DEFERRED"))
    when = "initially deferred";
  else
    accept_words(&reader->at, "INITIALLY IMMEDIATE");
  if (reader->reference != NULL)
    set_fact(reader->reference->clauses, "deferrable", when);
  return TRUE;
}

/* Without any such clause a foreign key is not deferrable either. */
static gboolean read_not_deferrable(TableReader *reader)
{
  if (!accept_words(&reader->at, "INITIALLY DEFERRED"))
    accept_words(&reader->at, "INITIALLY IMMEDIATE");
  if (reader->reference != NULL)
    clear_clause(reader->reference->clauses, "deferrable");
  return TRUE;
}

/* BINARY is the collation of a column that names none. */
static gboolean read_collation(TableReader *reader)
{
  TokenSpan name;
  if (!accept_name(&reader->at, &name))
    return FALSE;
  clear_clause(reader->column->clauses, "collation");
  if (!mighar_token_is(name.first, "BINARY"))
    set_clause(reader->column->clauses, "collation", CLAUSE_UPPER, name, NULL);
  return TRUE;
}

static gboolean read_generated(TableReader *reader)
{
  TokenSpan expression;
  if (!accept_parentheses(&reader->at, &expression))
    return FALSE;
  set_clause(reader->column->clauses, "generated", CLAUSE_EXPRESSION, expression, NULL);
  if (accept_words(&reader->at, "STORED"))
    set_fact(reader->column->clauses, "stored", "yes");
  else
    accept_words(&reader->at, "VIRTUAL");
  return TRUE;
}

typedef struct {
  const char *words; /* that it begins with */
  gboolean (*read)(TableReader *);
  const char
      *name_property; /* of the column, for the name that the clause is given; NULL: it is not kept there */
} ClauseReader;

static const ClauseReader column_clauses[] = {
    {"CONSTRAINT", read_name, NULL},
    {"DEFAULT", read_default, "default name"},
    {"NULL", read_null, NULL},
    {"NOT NULL", read_not_null, "not null name"},
    {"PRIMARY KEY", read_primary_key, NULL},
    {"UNIQUE", read_unique, NULL},
    {"CHECK", read_check, NULL},
    {"REFERENCES", read_references, NULL},
    {"NOT DEFERRABLE", read_not_deferrable, NULL},
    {"DEFERRABLE", read_deferrable, NULL},
    {"COLLATE", read_collation, "collation name"},
    {"GENERATED ALWAYS AS", read_generated, "generated name"},
    {"AS", read_generated, "generated name"},
};

/* The one that begins here; its first words are passed over. */
static const ClauseReader *accept_clause(TableReader *reader, const ClauseReader *clauses, guint n)
{
  for (guint i = 0; i < n; i++)
    if (accept_words(&reader->at, clauses[i].words))
      return &clauses[i];
  return NULL;
}

static gboolean read_column_clause(TableReader *reader, const ClauseReader *clause)
{
  const MigharToken *name = reader->name;
  if (!clause->read(reader))
    return FALSE;
  if (name != NULL && clause->name_property != NULL)
    set_clause(reader->column->clauses, clause->name_property, CLAUSE_NAME, (TokenSpan){name, name + 1},
               NULL);
  if (reader->name == name)
    reader->name = NULL; // it was for this clause
  return TRUE;
}

gboolean read_column_clauses(TableReader *reader)
{
  const ClauseReader *clause;
  while ((clause = accept_clause(reader, column_clauses, G_N_ELEMENTS(column_clauses))) != NULL)
    if (!read_column_clause(reader, clause))
      return FALSE;
  return TRUE;
}

static gboolean read_table_primary_key(TableReader *reader)
{
  TokenSpan columns;
  if (!accept_parentheses(&reader->at, &columns))
    return FALSE;
  gboolean autoincrement = columns.end > columns.first && mighar_token_is(columns.end - 1, "AUTOINCREMENT");
  columns.end -= autoincrement;
  ConstraintDeclaration *key = add_constraint(reader, "primary key", CLAUSE_KEY, columns);
  if (autoincrement)
    set_fact(key->clauses, "autoincrement", "yes");
  return read_conflict(reader, key->clauses, "on conflict");
}

static gboolean read_table_unique(TableReader *reader)
{
  TokenSpan columns;
  return accept_parentheses(&reader->at, &columns) &&
         read_conflict(reader, add_constraint(reader, "unique", CLAUSE_KEY, columns)->clauses, "on conflict");
}

/* SQLite reads a conflict clause here and never looks at it. */
static gboolean read_table_check(TableReader *reader)
{
  g_autoptr(GArray) ignored = g_array_new(FALSE, TRUE, sizeof(Clause));
  return read_check(reader) && read_conflict(reader, ignored, "on conflict");
}

static gboolean read_foreign_key(TableReader *reader)
{
  TokenSpan columns;
  if (!accept_parentheses(&reader->at, &columns) || !accept_words(&reader->at, "REFERENCES") ||
      !read_reference(reader, columns))
    return FALSE;
  if (accept_words(&reader->at, "DEFERRABLE"))
    return read_deferrable(reader);
  return !accept_words(&reader->at, "NOT DEFERRABLE") || read_not_deferrable(reader);
}

static const ClauseReader table_constraints[] = {
    {"CONSTRAINT", read_name, NULL},         {"PRIMARY KEY", read_table_primary_key, NULL},
    {"UNIQUE", read_table_unique, NULL},     {"CHECK", read_table_check, NULL},
    {"FOREIGN KEY", read_foreign_key, NULL},
};

gboolean is_at_table_constraint(const TableReader *reader)
{
  TableReader ahead = *reader;
  return accept_clause(&ahead, table_constraints, G_N_ELEMENTS(table_constraints)) != NULL;
}

gboolean read_table_constraint(TableReader *reader)
{
  const ClauseReader *clause = accept_clause(reader, table_constraints, G_N_ELEMENTS(table_constraints));
  if (clause == NULL || !clause->read(reader))
    return FALSE;
  if (clause->read != read_name)
    reader->name = NULL; // it was for this one
  return TRUE;
}
