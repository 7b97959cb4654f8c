#include "create_table.h"

#include "clauses.h"
#include "names.h"

static void column_free(gpointer data)
{
  ColumnDeclaration *column = data;
  g_array_unref(column->clauses);
  g_free(column);
}

static void constraint_free(gpointer data)
{
  ConstraintDeclaration *constraint = data;
  g_array_unref(constraint->clauses);
  g_free(constraint);
}

void table_declaration_free(TableDeclaration *table)
{
  if (table == NULL)
    return;
  g_ptr_array_unref(table->columns);
  g_ptr_array_unref(table->constraints);
  g_hash_table_unref(table->names);
  g_array_unref(table->tokens);
  g_free(table);
}

const Clause *find_clause(const GArray *clauses, const char *property)
{
  for (guint i = 0; i < clauses->len; i++) {
    const Clause *clause = &g_array_index(clauses, Clause, i);
    if (g_str_equal(clause->property, property))
      return clause;
  }
  return NULL;
}

static ColumnDeclaration *add_column(TableDeclaration *table, TokenSpan name)
{
  ColumnDeclaration *column = g_new0(ColumnDeclaration, 1);
  column->name = name;
  column->clauses = g_array_new(FALSE, TRUE, sizeof(Clause));
  g_ptr_array_add(table->columns, column);
  names_add(table->names, mighar_token_name(name.first));
  return column;
}

/* Any number of words, then one or two numbers in parentheses. The words of GENERATED ALWAYS could be a
 * type's. */
static TokenSpan read_type(TableReader *reader)
{
  TokenSpan type = {.first = reader->at, .end = reader->at}, word, numbers;
  TokenCursor ahead = reader->at;
  while (!accept_words(&ahead, "GENERATED ALWAYS") && accept_name(&reader->at, &word))
    ahead = reader->at;
  if (reader->at > type.first)
    accept_parentheses(&reader->at, &numbers);
  type.end = reader->at;
  return type;
}

static gboolean read_column(TableReader *reader)
{
  TokenSpan name;
  if (!accept_name(&reader->at, &name))
    return FALSE;
  reader->column = add_column(reader->table, name);
  TokenSpan type = read_type(reader);
  if (type.end > type.first)
    set_clause(reader->column->clauses, "type", CLAUSE_UPPER, type, NULL);
  gboolean understood = read_column_clauses(reader);
  reader->column = NULL;
  reader->name = NULL; // what is left names nothing
  return understood;
}

/* Commas between the constraints of a table can be left out. */
static gboolean read_items(TableReader *reader)
{
  do {
    reader->name = NULL;
    if (!is_at_table_constraint(reader) && !read_column(reader))
      return FALSE;
    while (is_at_table_constraint(reader))
      if (!read_table_constraint(reader))
        return FALSE;
  } while (accept_mark(&reader->at, ","));
  return accept_mark(&reader->at, ")");
}

static gboolean read_options(TableReader *reader)
{
  if (reader->at->kind == MIGHAR_TOKEN_END)
    return TRUE;
  do
    if (accept_words(&reader->at, "WITHOUT ROWID"))
      reader->table->without_rowid = TRUE;
    else if (accept_words(&reader->at, "STRICT"))
      reader->table->strict = TRUE;
    else
      return FALSE;
  while (accept_mark(&reader->at, ","));
  return reader->at->kind == MIGHAR_TOKEN_END;
}

static gboolean read_table(TableReader *reader)
{
  TokenSpan name;
  return accept_words(&reader->at, "CREATE TABLE") && accept_name(&reader->at, &name) &&
         accept_mark(&reader->at, "(") && read_items(reader) && read_options(reader);
}

TableDeclaration *table_declaration_new(const char *sql)
{
  g_autoptr(TableDeclaration) table = g_new0(TableDeclaration, 1);
  table->tokens = tokens_new(sql);
  table->columns = g_ptr_array_new_with_free_func(column_free);
  table->constraints = g_ptr_array_new_with_free_func(constraint_free);
  table->names = names_new();
  TableReader reader = {.at = &g_array_index(table->tokens, MigharToken, 0), .table = table};
  return read_table(&reader) ? g_steal_pointer(&table) : NULL;
}
