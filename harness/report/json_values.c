#include "json_values.h"

#include "text.h"

#include <mighar/error.h>
#include <mighar/finding.h>

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
static gboolean dump(json_t *root, json_dump_callback_t put, void *data, GError **error)
{
  gboolean dumped = json_dump_callback(root, put, data, JSON_INDENT(2) | JSON_REAL_PRECISION(15)) == 0;
  json_decref(root);
  if (dumped)
    put("\n", 1, data);
  else
    mighar_set_error(error, MIGHAR_ERROR_ENVIRONMENT, NULL, "the document cannot be written as JSON");
  return dumped;
}

static int append_bytes(const char *bytes, size_t length, void *text)
{
  g_string_append_len(text, bytes, (gssize)length);
  return 0;
}

GString *json_document(json_t *root, GError **error)
{
  GString *text = g_string_new(NULL);
  if (dump(root, append_bytes, text, error))
    return text;
  g_string_free(text, TRUE);
  return NULL;
}

/* What the stream does not take it remembers itself. */
static int put_bytes(const char *bytes, size_t length, void *stream)
{
  fwrite(bytes, 1, length, stream);
  return 0;
}

gboolean json_write(json_t *root, FILE *stream, GError **error)
{
  return dump(root, put_bytes, stream, error);
}

json_t *json_of_finding(gconstpointer data)
{
  const MigharFinding *finding = data;
  json_t *object = json_object();
  json_object_set_new(object, "kind", json_of_string(finding->kind));
  json_object_set_new(object, "object", json_of_string(finding->object));
  json_object_set_new(object, "property", json_of_string(finding->property));
  json_object_set_new(object, "before", json_of_string(finding->before));
  json_object_set_new(object, "after", json_of_string(finding->after));
  json_object_set_new(object, "file", json_of_string(finding->file));
  json_object_set_new(object, "line", json_of_position(finding->line));
  json_object_set_new(object, "column", json_of_position(finding->column));
  json_object_set_new(object, "message", json_of_string(finding->message));
  json_object_set_new(object, "hint", json_of_string(finding->hint));
  json_object_set_new(object, "fix", json_of_string(finding->fix));
  return object;
}
