/* What is tried when a database refuses a row: other values in the columns that its words are about. */
#include "seeder.h"

/* Statements that are tried for a row: many for the first of a table, since without one nothing is proven;
 * few when there are some. */
#define ATTEMPTS_FIRST 300
#define ATTEMPTS_LATER 40

/* Values of the kinds of things that a check, a trigger or a type that is unknown may ask for. */
static const char *const usual[] = {
    "a",
    "A",
    "abc",
    "ABC",
    "Abc",
    "1",
    "0",
    "10",
    "100",
    "user@example.com",
    "https://example.com/",
    "+14155550100",
    "en",
    "en-US",
    "US",
    "USD",
    "#a1b2c3",
    "192.0.2.1",
    "10.0.0.0/8",
    "2024-01-01",
    "2024-01-01 00:00:00",
    "12:00",
    "00000000-0000-4000-8000-000000000001",
    "a-b",
    "a_b",
    "a.b",
    "/a",
    "a/b",
    "{}",
    "[]",
    "[1,2,3]",
    "(1,1)",
    "",
    "true",
    "0123456789abcdef0123456789abcdef",
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
};

typedef struct {
  const Filling *filling;
  GPtrArray *rows; /* of the one row */
  char **values;
  MigharRefusal *refusal;
  guint left; /* attempts */
} Search;

/* What one column could hold instead: texts, mighar_default, NULL. */
static void add(GPtrArray *candidates, char *text)
{
  g_ptr_array_add(candidates, text);
}

static void candidate_free(gpointer data)
{
  if (data != mighar_default)
    g_free(data);
}

static void add_usual(GPtrArray *candidates, const Hint *hint)
{
  gboolean open = hint->column->kind == MIGHAR_VALUE_TEXT || hint->column->kind == MIGHAR_VALUE_UNKNOWN ||
                  hint->column->kind == MIGHAR_VALUE_ANY || hint->column->kind == MIGHAR_VALUE_LITERAL;
  for (guint i = 0; open && i < G_N_ELEMENTS(usual); i++)
    add(candidates, g_strdup(usual[i]));
}

static GPtrArray *candidates_of(const Search *search, guint column, guint index)
{
  const Hint *hint = &search->filling->hints[column];
  GPtrArray *candidates = g_ptr_array_new_with_free_func(candidate_free);
  guint64 number = search->filling->first + 2000 + 2 * index, salt = search->filling->salt;
  for (guint i = 0; i < hint->values->len; i++)
    add(candidates, g_strdup(g_ptr_array_index(hint->values, i)));
  if (hint->column->nullable)
    add(candidates, NULL);
  if (hint->column->has_default)
    add(candidates, mighar_default);
  Hint unlisted = *hint; // what CHECKs mention need not be all that they allow
  unlisted.only_values = FALSE;
  add(candidates, value_make(&unlisted, IDEA_TYPICAL, number, salt).text);
  add(candidates, value_make(&unlisted, IDEA_NOTHING, number + 1, salt).text);
  if (hint->column->kind == MIGHAR_VALUE_BOOLEAN)
    add(candidates, g_strdup("false"));
  add_usual(candidates, hint);
  return candidates;
}

static gboolean is_reference(const MigharTable *table, guint column)
{
  for (guint r = 0; r < table->references->len; r++) {
    const MigharReference *reference = g_ptr_array_index(table->references, r);
    for (guint i = 0; i < reference->columns->len; i++)
      if (g_array_index(reference->columns, guint, i) == column)
        return TRUE;
  }
  return FALSE;
}

/* What the database names comes first; then what checks speak of; then the rest, where nothing is known. */
static gboolean is_suspect(const Search *search, guint column)
{
  const Hint *hint = &search->filling->hints[column];
  const MigharRefusal *refusal = search->refusal;
  if (hint->column->serial && !(hint->checked && refusal->kind == MIGHAR_REFUSED_CHECK))
    return FALSE;
  if (refusal->kind == MIGHAR_REFUSED_UNIQUE) // an engine may name all columns of the key, or none
    return hint->unique && !is_reference(search->filling->table, column);
  if (refusal->column != NULL)
    return g_ascii_strcasecmp(refusal->column, hint->column->name) == 0;
  if (refusal->kind == MIGHAR_REFUSED_CHECK)
    return hint->checked;
  if (refusal->kind == MIGHAR_REFUSED_REFERENCE)
    return hint->column->nullable && is_reference(search->filling->table, column);
  return hint->checked || hint->column->kind == MIGHAR_VALUE_UNKNOWN ||
         hint->column->kind == MIGHAR_VALUE_LITERAL || hint->column->kind == MIGHAR_VALUE_TEXT;
}

static void set(Search *search, guint place, const char *candidate)
{
  if (search->values[place] != mighar_default)
    g_free(search->values[place]);
  search->values[place] = candidate == mighar_default ? mighar_default : g_strdup(candidate);
}

static gboolean attempt(Search *search, gboolean *taken, GError **error)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new();
  g_auto(MigharRefusal) refused = {0};
  search->left--;
  return fill_try(search->filling, search->rows, notes, taken, &refused, error);
}

/* One column after the other, the rest as it is. */
static gboolean vary_one(Search *search, guint place, const GPtrArray *candidates, gboolean *taken,
                         GError **error)
{
  const char *original = search->values[place];
  g_autofree char *kept = original == mighar_default ? NULL : g_strdup(original);
  for (guint i = 0; i < candidates->len && search->left > 0; i++) {
    set(search, place, g_ptr_array_index(candidates, i));
    if (!attempt(search, taken, error))
      return FALSE;
    if (*taken)
      return TRUE;
  }
  set(search, place, original == mighar_default ? mighar_default : kept);
  return TRUE;
}

/* Then all of them together, in the order of counting. */
static gboolean vary_all(Search *search, const GArray *places, const GPtrArray *lists, gboolean *taken,
                         GError **error)
{
  for (guint64 number = 0; search->left > 0 && !*taken; number++) {
    guint64 rest = number;
    for (guint i = 0; i < places->len; i++) {
      const GPtrArray *candidates = g_ptr_array_index(lists, i);
      set(search, g_array_index(places, guint, i), g_ptr_array_index(candidates, rest % candidates->len));
      rest /= candidates->len;
    }
    if (rest > 0)
      break;
    if (!attempt(search, taken, error))
      return FALSE;
  }
  return TRUE;
}

gboolean search_row(const Filling *filling, guint index, Row *row, GPtrArray *rows, gboolean has_rows,
                    MigharRefusal *refusal, gboolean *taken, GError **error)
{
  Search search = {.filling = filling,
                   .rows = rows,
                   .values = row->values,
                   .refusal = refusal,
                   .left = has_rows ? ATTEMPTS_LATER : ATTEMPTS_FIRST};
  g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(guint));
  g_autoptr(GPtrArray) lists = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < filling->columns->len; i++) {
    guint column = g_array_index(filling->places, guint, i);
    if (!is_suspect(&search, column))
      continue;
    g_array_append_val(places, i);
    g_ptr_array_add(lists, candidates_of(&search, column, index));
  }
  *taken = FALSE;
  for (guint i = 0; i < places->len && !*taken; i++)
    if (!vary_one(&search, g_array_index(places, guint, i), g_ptr_array_index(lists, i), taken, error))
      return FALSE;
  if (!*taken && places->len >= 2 && !vary_all(&search, places, lists, taken, error))
    return FALSE;
  if (*taken && filling->accepted->len == 0)
    mighar_rows_add(filling->accepted, row->values, filling->columns->len);
  return TRUE;
}
