/* Tables and their columns. */
#include "canonical.h"
#include "names.h"
#include "objects.h"
#include "properties.h"

/* "orgs (id)". Columns are spelled as that table does it. */
static char *reference_value(TokenSpan tokens, const Catalog *catalog)
{
  NameScope names = catalog_scope(catalog, NULL);
  g_autofree char *written = mighar_token_name(tokens.first);
  g_autofree char *name = canonical_name(tokens.first, &names);
  TokenCursor rest = tokens.first + 1;
  TokenSpan columns;
  if (rest == tokens.end || !accept_parentheses(&rest, &columns))
    return g_steal_pointer(&name);

  g_autoptr(GHashTable) names_there = catalog_column_names(catalog, written);
  NameScope own = {.own = names_there};
  g_autofree char *list = canonical_key(columns, &own);
  return g_strdup_printf("%s (%s)", name, list);
}

static char *key_value(const Clause *clause, const NameScope *scope)
{
  g_autofree char *columns = canonical_key(clause->tokens, scope);
  return clause->word != NULL ? g_strdup_printf("%s %s", columns, clause->word) : g_steal_pointer(&columns);
}

char *clause_value(const Clause *clause, const TableDeclaration *table, const Catalog *catalog)
{
  NameScope own = {.own = table->names}, none = {0};
  switch (clause->form) {
  case CLAUSE_FACT:
    return g_strdup(clause->word);
  case CLAUSE_EXPRESSION:
    return canonical_text(clause->tokens, &own);
  case CLAUSE_CONSTANT:
    return canonical_constant(clause->tokens);
  case CLAUSE_KEY:
    return key_value(clause, &own);
  case CLAUSE_REFERENCE:
    return reference_value(clause->tokens, catalog);
  case CLAUSE_UPPER:
    return canonical_upper(clause->tokens);
  case CLAUSE_NAME:
    return canonical_name(clause->tokens.first, &none);
  }
  g_return_val_if_reached(NULL);
}

static void add_column_object(GPtrArray *objects, const char *table_name, const TableDeclaration *table,
                              guint rank, const Catalog *catalog)
{
  const ColumnDeclaration *column = g_ptr_array_index(table->columns, rank);
  g_autoptr(GArray) properties = properties_new();
  for (guint i = 0; i < column->clauses->len; i++) {
    const Clause *clause = &g_array_index(column->clauses, Clause, i);
    properties_add(properties, clause->property, clause_value(clause, table, catalog));
  }
  properties_add(properties, "position", g_strdup_printf("%u", rank + 1));
  NameScope none = {0};
  g_autofree char *own_name = canonical_name(column->name.first, &none);
  g_autofree char *name = g_strdup_printf("%s.%s", table_name, own_name);
  add_object(objects, "column", name, table_name, properties);
}

void add_table_objects(GPtrArray *objects, const char *name, const TableDeclaration *table,
                       const Catalog *catalog)
{
  g_autoptr(GArray) properties = properties_new();
  properties_add_flag(properties, "strict", table->strict);
  properties_add_flag(properties, "without rowid", table->without_rowid);
  add_object(objects, "table", name, NULL, properties);
  for (guint i = 0; i < table->columns->len; i++)
    add_column_object(objects, name, table, i, catalog);
  add_constraint_objects(objects, name, table, catalog);
}
