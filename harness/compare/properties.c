#include "differences.h"

#include <string.h>

/* A longer value, or one of several lines, is shown as before and after instead of inside the sentence. */
#define LONGEST_IN_SENTENCE 80

static gboolean fits_sentence(const char *value)
{
  return value == NULL || (strlen(value) <= LONGEST_IN_SENTENCE && strchr(value, '\n') == NULL);
}

/* A value as it stands in a sentence. Free text is quoted, so that it is seen where it ends. */
static char *in_sentence(const char *property, const char *value)
{
  static const char *const texts[] = {"comment", "index comment", NULL};
  if (value == NULL)
    return g_strdup("none");
  if (!g_strv_contains(texts, property))
    return g_strdup(value);
  g_autoptr(GString) literal = g_string_new(NULL);
  mighar_mend_append_literal(literal, value);
  return g_string_free(g_steal_pointer(&literal), FALSE);
}

/* "labels were 'a', 'b' and are 'a'": a list has commas of its own. */
static gboolean is_list(const char *property)
{
  static const char *const lists[] = {"arguments",  "attributes", "columns",  "labels", "options",
                                      "privileges", "roles",      "settings", "tags",   NULL};
  return g_strv_contains(lists, property);
}

static char *describe(const char *title, const char *property, const char *before, const char *after,
                      gboolean cosmetic, const char *when)
{
  if (cosmetic && before != NULL)
    return g_strdup_printf("%s: %s has other white space or comments %s", title, property, when);
  if (!fits_sentence(before) || !fits_sentence(after))
    return g_strdup_printf("%s: %s %s %s", title, property,
                           is_list(property) ? "are others" : "is another one", when);
  g_autofree char *was = in_sentence(property, before), *is = in_sentence(property, after);
  return g_strdup_printf(is_list(property) ? "%s: %s were %s and are %s %s" : "%s: %s was %s, is %s %s",
                         title, property, was, is, when);
}

/* Where white space means nothing. In PL/Python it does. */
static gboolean ignores_white_space(const MigharObject *object)
{
  static const char *const languages[] = {"sql", "plpgsql", NULL};
  const char *language = mighar_object_get(object, "language");
  return language != NULL && g_strv_contains(languages, language);
}

/* What was never filled could not be read by anybody, so that nobody misses it when it is filled. The other
 * way round, readers fail. */
static gboolean is_filled(const char *property, const char *before, const char *after)
{
  return g_str_equal(property, "populated") && before == NULL && after != NULL;
}

static gboolean is_cosmetic(const MigharObject *object, const char *property, const char *before,
                            const char *after, MigharDialect dialect)
{
  return is_filled(property, before, after) ||
         (g_str_equal(property, "body") && before != NULL && after != NULL && ignores_white_space(object) &&
          mighar_sql_same_tokens(dialect, before, after));
}

static void add_change(const Comparing *comparing, const MigharObject *left, const MigharObject *right,
                       const char *property)
{
  const char *before = mighar_object_get(left, property), *after = mighar_object_get(right, property);
  if (renames_explain(comparing->renames, comparing->how->dialect, property, before, after))
    return;
  gboolean cosmetic = is_cosmetic(left, property, before, after, comparing->how->dialect);
  g_autofree char *title = mighar_object_title(left);
  g_autofree char *message = describe(title, property, before, after, cosmetic, comparing->how->when);
  MigharFinding *finding = mighar_finding_new("changed", "%s", message);
  finding->object = g_steal_pointer(&title);
  finding->property = g_strdup(property);
  finding->before = g_strdup(before);
  finding->after = g_strdup(after);
  finding->cosmetic = cosmetic;
  add_finding(comparing, finding, left, right, property);
}

/* Both lists are sorted by name; a property that one object lacks is none there. */
void compare_properties(const Comparing *comparing, const MigharObject *expected, const MigharObject *found)
{
  guint i = 0, j = 0;
  while (i < expected->n_properties || j < found->n_properties) {
    const MigharProperty *left = i < expected->n_properties ? &expected->properties[i] : NULL;
    const MigharProperty *right = j < found->n_properties ? &found->properties[j] : NULL;
    int order = left == NULL ? 1 : right == NULL ? -1 : strcmp(left->name, right->name);
    const char *name = order <= 0 ? left->name : right->name;
    gboolean equal = order == 0 && g_strcmp0(left->value, right->value) == 0;
    if (!equal && !g_str_equal(name, POSITION))
      add_change(comparing, expected, found, name);
    i += order <= 0;
    j += order >= 0;
  }
}
