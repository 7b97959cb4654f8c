/* Constraints. One that has a name is called by it, "users.users_email_key"; another one by what it says,
 * "users unique (email)". A primary key, of which there is one at the most, is "users primary key" either
 * way. */
#include "canonical.h"
#include "names.h"
#include "objects.h"
#include "properties.h"

typedef struct {
  char *name;
  GArray *properties;
} Constraint;

static void clear_constraint(gpointer data)
{
  Constraint *constraint = data;
  g_free(constraint->name);
  g_array_unref(constraint->properties);
}

static gboolean is_primary_key(const ConstraintDeclaration *declaration)
{
  return g_str_equal(declaration->kind, "primary key");
}

static char *constraint_name(const ConstraintDeclaration *declaration, const char *table, const char *subject)
{
  static const NameScope no_names;
  if (is_primary_key(declaration))
    return g_strdup_printf("%s primary key", table);
  if (declaration->name == NULL)
    return g_strdup_printf("%s %s (%s)", table, declaration->kind, subject);
  g_autofree char *name = canonical_name(declaration->name, &no_names);
  return g_strdup_printf("%s.%s", table, name);
}

static const ColumnDeclaration *find_column(const TableDeclaration *table, const MigharToken *token)
{
  g_autofree char *name = mighar_token_name(token);
  for (guint i = 0; i < table->columns->len; i++) {
    const ColumnDeclaration *column = g_ptr_array_index(table->columns, i);
    g_autofree char *column_name = mighar_token_name(column->name.first);
    if (g_ascii_strcasecmp(name, column_name) == 0)
      return column;
  }
  return NULL;
}

/* Whether the key is the rowid itself (https://www.sqlite.org/lang_createtable.html#rowid). For historical
 * reasons DESC makes a difference behind a column and none behind all columns. */
static gboolean is_rowid_alias(const ConstraintDeclaration *declaration, const TableDeclaration *table)
{
  const Clause *key = find_clause(declaration->clauses, declaration->kind);
  TokenCursor cursor = key->tokens.first;
  TokenSpan item, more;
  if (table->without_rowid || (declaration->in_column && key->word != NULL) ||
      !next_item(&cursor, key->tokens.end, &item) || next_item(&cursor, key->tokens.end, &more))
    return FALSE;
  const ColumnDeclaration *column = find_column(table, item.first);
  const Clause *type = column != NULL ? find_clause(column->clauses, "type") : NULL;
  g_autofree char *type_name = type != NULL ? canonical_upper(type->tokens) : NULL;
  return g_strcmp0(type_name, "INTEGER") == 0;
}

static void add_key_properties(GArray *properties, const ConstraintDeclaration *declaration,
                               const TableDeclaration *table)
{
  static const NameScope no_names;
  properties_add(properties, "name",
                 declaration->name != NULL ? canonical_name(declaration->name, &no_names) : NULL);
  properties_add_flag(properties, "rowid alias", is_rowid_alias(declaration, table));
}

static Constraint make_constraint(const ConstraintDeclaration *declaration, const char *table_name,
                                  const TableDeclaration *table, const Catalog *catalog)
{
  Constraint constraint = {.properties = properties_new()};
  for (guint i = 0; i < declaration->clauses->len; i++) {
    const Clause *clause = &g_array_index(declaration->clauses, Clause, i);
    properties_add(constraint.properties, clause->property, clause_value(clause, table, catalog));
  }
  const char *subject = g_array_index(constraint.properties, MigharProperty, 0).value;
  constraint.name = constraint_name(declaration, table_name, subject);
  if (is_primary_key(declaration))
    add_key_properties(constraint.properties, declaration, table);
  properties_sort(constraint.properties);
  return constraint;
}

static int compare_constraints(gconstpointer a, gconstpointer b)
{
  const Constraint *left = a, *right = b;
  int order = g_strcmp0(left->name, right->name);
  return order != 0 ? order : properties_compare(left->properties, right->properties);
}

/* Nothing keeps two constraints of a table from having one name, or from saying the same. */
static char *unique_name(const GArray *constraints, guint index)
{
  const char *name = g_array_index(constraints, Constraint, index).name;
  guint rank = 1;
  while (rank <= index && g_str_equal(g_array_index(constraints, Constraint, index - rank).name, name))
    rank++;
  return rank > 1 ? g_strdup_printf("%s %u", name, rank) : g_strdup(name);
}

void add_constraint_objects(GPtrArray *objects, const char *table_name, const TableDeclaration *table,
                            const Catalog *catalog)
{
  g_autoptr(GArray) constraints = g_array_new(FALSE, FALSE, sizeof(Constraint));
  g_array_set_clear_func(constraints, clear_constraint);
  for (guint i = 0; i < table->constraints->len; i++) {
    Constraint constraint =
        make_constraint(g_ptr_array_index(table->constraints, i), table_name, table, catalog);
    g_array_append_val(constraints, constraint);
  }
  g_array_sort(constraints, compare_constraints);
  for (guint i = 0; i < constraints->len; i++) {
    g_autofree char *name = unique_name(constraints, i);
    add_object(objects, "constraint", name, table_name, g_array_index(constraints, Constraint, i).properties);
  }
}
