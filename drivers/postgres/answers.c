#include "answers.h"

#include "cache.h"
#include "pristine.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define PREFIX "answers-"

/* Queries, and of each the names of the columns and the values of the rows, one row after the other. */
#define FORMAT  "a{s(asams)}"
#define ANSWER  "(asams)"
#define LARGEST (1024 * 1024)

struct Answers {
  char *path;
  GHashTable *known; /* of char * to GVariant */
  gboolean added;
  gint forgotten;
};

static void take(Answers *answers, GVariant *all)
{
  GVariantIter entries;
  const char *query;
  GVariant *answer;
  g_variant_iter_init(&entries, all);
  while (g_variant_iter_next(&entries, "{&s@" ANSWER "}", &query, &answer))
    g_hash_table_insert(answers->known, g_strdup(query), answer);
}

/* What is not of this form was written by somebody else, or was damaged. */
static void load(Answers *answers)
{
  char *text;
  gsize length;
  if (!g_file_get_contents(answers->path, &text, &length, NULL))
    return;
  g_autoptr(GVariant) all =
      g_variant_ref_sink(g_variant_new_from_data(G_VARIANT_TYPE(FORMAT), text, length, FALSE, g_free, text));
  if (g_variant_is_normal_form(all))
    take(answers, all);
}

Answers *answers_new(const char *data)
{
  guint64 identity;
  g_autofree char *cache = cache_directory();
  if (cache == NULL || !pristine_identity(data, &identity))
    return NULL;
  Answers *answers = g_new0(Answers, 1);
  answers->path = g_strdup_printf("%s/" PREFIX "%016" G_GINT64_MODIFIER "x", cache, identity);
  answers->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_variant_unref);
  load(answers);
  return answers;
}

void answers_forget(Answers *answers)
{
  if (answers != NULL)
    g_atomic_int_set(&answers->forgotten, TRUE);
}

gboolean answers_hold(const Answers *answers)
{
  return answers != NULL && !g_atomic_int_get(&answers->forgotten);
}

static gboolean set_columns(PGresult *result, GVariant *names)
{
  gsize n = g_variant_n_children(names);
  g_autofree PGresAttDesc *columns = g_new0(PGresAttDesc, n + 1);
  for (gsize i = 0; i < n; i++)
    g_variant_get_child(names, i, "&s", &columns[i].name);
  return PQsetResultAttrs(result, (int)n, columns);
}

static gboolean set_values(PGresult *result, GVariant *values)
{
  int n = PQnfields(result);
  gboolean set = TRUE;
  for (gsize i = 0; n > 0 && set && i < g_variant_n_children(values); i++) {
    const char *value;
    g_variant_get_child(values, i, "m&s", &value);
    set = PQsetvalue(result, (int)i / n, (int)i % n, (char *)value, value != NULL ? (int)strlen(value) : -1);
  }
  return set;
}

PGresult *answers_find(const Answers *answers, PGconn *connection, const char *query)
{
  GVariant *answer = answers_hold(answers) ? g_hash_table_lookup(answers->known, query) : NULL;
  if (answer == NULL)
    return NULL;
  g_autoptr(GVariant) names = g_variant_get_child_value(answer, 0);
  g_autoptr(GVariant) values = g_variant_get_child_value(answer, 1);
  g_autoptr(PGresult) result = PQmakeEmptyPGresult(connection, PGRES_TUPLES_OK);
  return result != NULL && set_columns(result, names) && set_values(result, values) ? g_steal_pointer(&result)
                                                                                    : NULL;
}

static GVariant *name_columns(const PGresult *rows)
{
  GVariantBuilder names;
  g_variant_builder_init(&names, G_VARIANT_TYPE("as"));
  for (int i = 0; i < PQnfields(rows); i++)
    g_variant_builder_add(&names, "s", PQfname(rows, i));
  return g_variant_builder_end(&names);
}

static GVariant *list_values(const PGresult *rows)
{
  GVariantBuilder values;
  g_variant_builder_init(&values, G_VARIANT_TYPE("ams"));
  for (int row = 0; row < PQntuples(rows); row++)
    for (int i = 0; i < PQnfields(rows); i++)
      g_variant_builder_add(&values, "ms", PQgetisnull(rows, row, i) ? NULL : PQgetvalue(rows, row, i));
  return g_variant_builder_end(&values);
}

void answers_add(Answers *answers, const char *query, const PGresult *rows)
{
  if (!answers_hold(answers) || PQresultStatus(rows) != PGRES_TUPLES_OK)
    return;
  GVariant *answer = g_variant_new("(@as@ams)", name_columns(rows), list_values(rows));
  g_hash_table_insert(answers->known, g_strdup(query), g_variant_ref_sink(answer));
  answers->added = TRUE;
}

PGresult *answers_query(Answers *answers, PGconn *connection, const char *query, GError **error)
{
  PGresult *found = answers_find(answers, connection, query);
  if (found != NULL)
    return found;
  found = session_query(connection, query, error);
  if (found != NULL)
    answers_add(answers, query, found);
  return found;
}

/* Where that fails, the next run asks again. */
static void keep(const Answers *answers)
{
  GVariantBuilder all;
  GHashTableIter entries;
  gpointer query, answer;
  g_variant_builder_init(&all, G_VARIANT_TYPE(FORMAT));
  g_hash_table_iter_init(&entries, answers->known);
  while (g_hash_table_iter_next(&entries, &query, &answer))
    g_variant_builder_add(&all, "{s@" ANSWER "}", query, answer);
  g_autoptr(GVariant) whole = g_variant_ref_sink(g_variant_builder_end(&all));
  g_autofree char *cache = g_path_get_dirname(answers->path);
  cache_prune(cache, PREFIX);
  if (g_variant_get_size(whole) <= LARGEST)
    g_file_set_contents(answers->path, g_variant_get_data(whole), (gssize)g_variant_get_size(whole), NULL);
}

void answers_free(Answers *answers)
{
  if (answers == NULL)
    return;
  if (answers->added)
    keep(answers);
  g_hash_table_unref(answers->known);
  g_free(answers->path);
  g_free(answers);
}
