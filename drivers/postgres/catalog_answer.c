#include "catalog_answer.h"

#include <string.h>

static int compare_columns(gconstpointer a, gconstpointer b, gpointer rows)
{
  return strcmp(PQfname(rows, *(const int *)a), PQfname(rows, *(const int *)b));
}

/* A column that is called "kind" is no property and takes the place of kind. */
void catalog_answer_init(CatalogAnswer *answer, const PGresult *rows, const char *kind)
{
  int n = PQnfields(rows);
  *answer = (CatalogAnswer){.rows = rows, .kind = g_intern_string(kind), .kind_column = -1};
  answer->columns = g_new(int, n);
  answer->properties = g_new0(MigharProperty, n);
  for (int i = FIRST_PROPERTY; i < n; i++)
    if (g_str_equal(PQfname(rows, i), "kind"))
      answer->kind_column = i;
    else
      answer->columns[answer->n++] = i;
  g_qsort_with_data(answer->columns, (int)answer->n, sizeof(int), compare_columns, (gpointer)rows);
  for (guint i = 0; i < answer->n; i++)
    answer->properties[i].name = g_intern_string(PQfname(rows, answer->columns[i]));
}

void catalog_answer_clear(CatalogAnswer *answer)
{
  g_clear_pointer(&answer->columns, g_free);
  g_clear_pointer(&answer->properties, g_free);
}

/* NULL for none. */
static const char *value_at(const CatalogAnswer *answer, int row, int column)
{
  return PQgetisnull(answer->rows, row, column) ? NULL : PQgetvalue(answer->rows, row, column);
}

static const char *kind_at(const CatalogAnswer *answer, int row)
{
  const char *kind = answer->kind_column >= 0 ? value_at(answer, row, answer->kind_column) : NULL;
  return kind != NULL ? g_intern_string(kind) : answer->kind;
}

static void take_properties(CatalogAnswer *answer, int row)
{
  for (guint i = 0; i < answer->n; i++)
    answer->properties[i].value = value_at(answer, row, answer->columns[i]);
}

/* The engine's own id of an object: "16384", or "16384.2" for the second column of a table. */
static char *make_identity(const CatalogAnswer *answer, int row)
{
  const char *id = value_at(answer, row, ID), *part = value_at(answer, row, PART);
  return id == NULL || g_str_equal(part, "0") ? g_strdup(id) : g_strdup_printf("%s.%s", id, part);
}

static gboolean has_identity(const MigharObject *object, const CatalogAnswer *answer, int row)
{
  const char *id = value_at(answer, row, ID), *part = value_at(answer, row, PART);
  if (id == NULL || object->identity == NULL)
    return id == object->identity;
  gsize length = strlen(id);
  if (strncmp(object->identity, id, length) != 0)
    return FALSE;
  const char *rest = object->identity + length;
  return g_str_equal(part, "0") ? *rest == '\0' : *rest == '.' && g_str_equal(rest + 1, part);
}

/* Both are sorted by name, and all names are interned. */
static gboolean has_properties(const MigharObject *object, const CatalogAnswer *answer)
{
  guint next = 0;
  for (guint i = 0; i < answer->n; i++) {
    const MigharProperty *told = &answer->properties[i];
    if (told->value == NULL)
      continue;
    if (next == object->n_properties)
      return FALSE;
    const MigharProperty *own = &object->properties[next++];
    if (own->name != told->name || strcmp(own->value, told->value) != 0)
      return FALSE;
  }
  return next == object->n_properties;
}

/* The object that the row tells as it is already known; NULL when there is none. */
static const MigharObject *find_known(const CatalogAnswer *answer, int row, const char *kind,
                                      const MigharSnapshot *known)
{
  const MigharObject *object = mighar_snapshot_find(known, kind, PQgetvalue(answer->rows, row, NAME));
  gboolean is_as_it_was = object != NULL && g_strcmp0(object->parent, value_at(answer, row, PARENT)) == 0 &&
                          has_identity(object, answer, row) && has_properties(object, answer);
  return is_as_it_was ? object : NULL;
}

MigharObject *catalog_answer_object(CatalogAnswer *answer, int row, const MigharSnapshot *known)
{
  const char *kind = kind_at(answer, row);
  take_properties(answer, row);
  const MigharObject *same = known != NULL ? find_known(answer, row, kind, known) : NULL;
  if (same != NULL)
    return mighar_object_ref((MigharObject *)same);
  g_autofree char *identity = make_identity(answer, row);
  return mighar_object_new(kind, PQgetvalue(answer->rows, row, NAME), value_at(answer, row, PARENT), identity,
                           answer->properties, answer->n);
}
