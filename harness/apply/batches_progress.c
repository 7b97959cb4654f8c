#include "batches.h"

#include <jansson.h>

void batches_progress_clear(BatchesProgress *progress)
{
  g_free(progress->key);
  g_free(progress->behind);
  g_free(progress->until);
  *progress = (BatchesProgress){0};
}

char *batches_progress_text(const BatchesProgress *progress)
{
  json_t *object = json_pack("{s:s, s:s?, s:s?, s:i}", "key", progress->key, "behind", progress->behind,
                             "until", progress->until, "batches", (int)progress->n);
  g_autofree char *text = json_dumps(object, JSON_COMPACT);
  json_decref(object);
  return g_strdup(text);
}

static char *take_text(const json_t *object, const char *name)
{
  return g_strdup(json_string_value(json_object_get(object, name)));
}

gboolean batches_progress_read(BatchesProgress *progress, const char *text)
{
  json_t *object = text != NULL ? json_loads(text, 0, NULL) : NULL;
  *progress = (BatchesProgress){
      .key = take_text(object, "key"),
      .behind = take_text(object, "behind"),
      .until = take_text(object, "until"),
      .n = (guint)json_integer_value(json_object_get(object, "batches")),
  };
  json_decref(object);
  if (progress->key == NULL || progress->until == NULL)
    batches_progress_clear(progress);
  return progress->key != NULL;
}

char *batches_progress_describe(const BatchesProgress *progress)
{
  return g_strdup_printf("%u batch%s, %s up to %s of %s", progress->n, progress->n == 1 ? "" : "es",
                         progress->key, progress->behind != NULL ? progress->behind : "none",
                         progress->until != NULL ? progress->until : "none");
}
