/* Objects that are the same by the engine's own id and have other names, and what follows from that. */
#include "differences.h"

#include <string.h>

struct Renames {
  GHashTable *partners; /* const MigharObject * of either side -> that of the other */
  GHashTable *words;    /* "found name\nexpected name" */
};

void renames_free(Renames *renames)
{
  g_hash_table_unref(renames->partners);
  g_hash_table_unref(renames->words);
  g_free(renames);
}

/* Where the names of the two part: behind their wholes, or behind the schema that both are in. */
static void find_tails(const MigharObject *left, const MigharObject *right, const char **before,
                       const char **after)
{
  *before = mighar_object_own_name(left);
  *after = mighar_object_own_name(right);
  const char *dot = strchr(*before, '.');
  gsize schema = dot != NULL ? dot - *before + 1 : 0;
  if (left->parent == NULL && schema > 0 && strncmp(*before, *after, schema) == 0) {
    *before += schema;
    *after += schema;
  }
}

static char *unquoted(const char *name)
{
  gsize length = strcspn(name, "(");
  if (*name != '"')
    return g_strndup(name, length);
  const MigharToken token = {.kind = MIGHAR_TOKEN_QUOTED_NAME, .start = name, .length = strlen(name)};
  return mighar_token_name(&token);
}

static char *make_words(const char *found, const char *expected)
{
  return g_strdup_printf("%s\n%s", found, expected);
}

static void add_pair(Renames *renames, const MigharObject *left, const MigharObject *right)
{
  const char *before, *after;
  find_tails(left, right, &before, &after);
  g_autofree char *expected = unquoted(before), *found = unquoted(after);
  g_hash_table_insert(renames->partners, (gpointer)left, (gpointer)right);
  g_hash_table_insert(renames->partners, (gpointer)right, (gpointer)left);
  g_hash_table_add(renames->words, make_words(found, expected));
}

static void add_alone(GHashTable *alone, const MigharObject *object)
{
  if (object->identity != NULL)
    g_hash_table_insert(alone, g_strdup_printf("%s %s", object->kind, object->identity), (gpointer)object);
}

Renames *renames_find(const GArray *pairs, gboolean same_server)
{
  Renames *renames = g_new0(Renames, 1);
  renames->partners = g_hash_table_new(NULL, NULL);
  renames->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  if (!same_server)
    return renames;
  g_autoptr(GHashTable) missing = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) left_over = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < pairs->len; i++) {
    const Pair *pair = &g_array_index(pairs, Pair, i);
    if (pair->found == NULL)
      add_alone(missing, pair->expected);
    else if (pair->expected == NULL)
      add_alone(left_over, pair->found);
  }
  GHashTableIter iterator;
  gpointer key, left;
  g_hash_table_iter_init(&iterator, missing);
  while (g_hash_table_iter_next(&iterator, &key, &left)) {
    const MigharObject *right = g_hash_table_lookup(left_over, key);
    if (right != NULL)
      add_pair(renames, left, right);
  }
  return renames;
}

const MigharObject *renames_partner(const Renames *renames, const MigharObject *object)
{
  return g_hash_table_lookup(renames->partners, object);
}

/* A part that is only called otherwise because its whole is. */
static gboolean follows_from_whole(const MigharObject *left, const MigharObject *right)
{
  return left->parent != NULL && right->parent != NULL && !g_str_equal(left->parent, right->parent) &&
         g_str_equal(mighar_object_own_name(left), mighar_object_own_name(right));
}

void renames_tell(const Comparing *comparing, const MigharObject *left, const MigharObject *right)
{
  if (follows_from_whole(left, right))
    return;
  const char *before, *after;
  find_tails(left, right, &before, &after);
  g_autofree char *title = mighar_object_title(left);
  MigharFinding *finding =
      mighar_finding_new("renamed", "%s is called %s %s", title, after, comparing->how->when);
  finding->object = g_steal_pointer(&title);
  finding->property = g_strdup("name");
  finding->before = g_strdup(before);
  finding->after = g_strdup(after);
  add_finding(comparing, finding, left, right, NULL);
}

static gboolean is_same(const MigharToken *a, const MigharToken *b)
{
  return a->kind == b->kind && a->length == b->length && memcmp(a->start, b->start, a->length) == 0;
}

static gboolean is_renamed(const Renames *renames, const MigharToken *a, const MigharToken *b)
{
  if (a->kind != MIGHAR_TOKEN_WORD && a->kind != MIGHAR_TOKEN_QUOTED_NAME)
    return FALSE;
  g_autofree char *expected = mighar_token_name(a), *found = mighar_token_name(b);
  g_autofree char *words = make_words(found, expected);
  return g_hash_table_contains(renames->words, words);
}

/* A view keeps the names of its own columns: "display_name AS full_name". */
static void skip_alias(MigharScanner *scanner, const MigharToken *name)
{
  MigharScanner ahead = *scanner;
  MigharToken as, alias;
  if (mighar_scanner_next_solid(&ahead, &as) && mighar_token_is(&as, "AS") &&
      mighar_scanner_next_solid(&ahead, &alias) && is_same(&alias, name))
    *scanner = ahead;
}

/* Comments and bodies are text that no engine changes when something gets another name. */
gboolean renames_explain(const Renames *renames, MigharDialect dialect, const char *property,
                         const char *before, const char *after)
{
  static const char *const texts[] = {"comment", "body", "labels", NULL};
  if (g_hash_table_size(renames->words) == 0 || before == NULL || after == NULL ||
      g_strv_contains(texts, property))
    return FALSE;
  MigharScanner left, right;
  mighar_scanner_init(&left, dialect, before, strlen(before));
  mighar_scanner_init(&right, dialect, after, strlen(after));
  MigharToken a, b;
  gboolean more_left = TRUE, more_right = TRUE;
  while (more_left && more_right) {
    more_left = mighar_scanner_next_solid(&left, &a);
    more_right = mighar_scanner_next_solid(&right, &b);
    if (!more_left || !more_right || is_same(&a, &b))
      continue;
    if (!is_renamed(renames, &a, &b))
      return FALSE;
    skip_alias(&right, &a);
  }
  return !more_left && !more_right;
}
