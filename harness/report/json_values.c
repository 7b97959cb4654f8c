#include "json_values.h"

#include "text.h"

#include <mighar/error.h>

static gboolean allow_all(G_GNUC_UNUSED gunichar character)
{
  return TRUE;
}

json_t *json_of_string(const char *text)
{
  g_autofree char *clean = text_clean(text, allow_all);
  return clean != NULL ? json_string(clean) : json_null();
}

json_t *json_of_text(gconstpointer text)
{
  return json_of_string(text);
}

json_t *json_of_position(guint number)
{
  return number > 0 ? json_integer(number) : json_null();
}

json_t *json_of_list(const GPtrArray *elements, json_t *(*make)(gconstpointer element))
{
  json_t *array = json_array();
  for (guint i = 0; i < elements->len; i++)
    json_array_append_new(array, make(g_ptr_array_index(elements, i)));
  return array;
}

/* 15 significant digits, so that what was rounded to microseconds is written with as many decimals. */
GString *json_document(json_t *root, GError **error)
{
  char *text = json_dumps(root, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
  json_decref(root);
  if (text == NULL) {
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "the document cannot be written as JSON");
    return NULL;
  }
  GString *document = g_string_new(text);
  g_string_append_c(document, '\n');
  free(text);
  return document;
}
