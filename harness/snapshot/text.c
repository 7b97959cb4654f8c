#include <mighar/snapshot.h>

#include <string.h>

/* A value of several lines starts on a line of its own, so that the text stays readable and each of its lines
 * is one line of a diff. */
static void append_value(GString *text, const char *value)
{
  if (strchr(value, '\n') == NULL) {
    g_string_append_printf(text, " %s\n", value);
    return;
  }
  g_auto(GStrv) lines = g_strsplit(value, "\n", -1);
  g_string_append_c(text, '\n');
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf(text, "    %s\n", lines[i]);
}

static void append_object(GString *text, const MigharObject *object)
{
  g_string_append_printf(text, "%s %s\n", object->kind, object->name);
  for (guint i = 0; i < object->n_properties; i++) {
    if (object->properties[i].value == NULL)
      continue;
    g_string_append_printf(text, "  %s:", object->properties[i].name);
    append_value(text, object->properties[i].value);
  }
}

char *mighar_snapshot_to_text(const MigharSnapshot *snapshot)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < snapshot->objects->len; i++)
    append_object(text, g_ptr_array_index(snapshot->objects, i));
  return g_string_free(text, FALSE);
}
