#include "text.h"

#include <mighar/snapshot.h>

#include <string.h>

/* A name is always one line. */
static void append_name(GString *text, const char *name)
{
  for (; *name != '\0'; name++)
    if (*name == '\n')
      g_string_append(text, "\\n");
    else if (*name == '\\')
      g_string_append(text, "\\\\");
    else
      g_string_append_c(text, *name);
  g_string_append_c(text, '\n');
}

/* A value of several lines starts on a line of its own, so that the text stays readable and each of its lines
 * is one line of a diff. No line ends in a space that the value has not, since editors take such away. */
static void append_value(GString *text, const char *value)
{
  if (strchr(value, '\n') == NULL) {
    g_string_append_printf(text, "%s%s\n", *value != '\0' ? " " : "", value);
    return;
  }
  g_auto(GStrv) lines = g_strsplit(value, "\n", -1);
  g_string_append_c(text, '\n');
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf(text, "%s%s\n", *lines[i] != '\0' ? TEXT_VALUE_INDENT : "", lines[i]);
}

static void append_object(GString *text, const MigharObject *object)
{
  g_string_append_printf(text, "%s: ", object->kind);
  append_name(text, object->name);
  if (object->parent != NULL) {
    g_string_append(text, TEXT_PROPERTY_INDENT TEXT_PARENT ": ");
    append_name(text, object->parent);
  }
  for (guint i = 0; i < object->n_properties; i++) {
    g_string_append_printf(text, TEXT_PROPERTY_INDENT "%s:", object->properties[i].name);
    append_value(text, object->properties[i].value);
  }
}

static void append_objects(GString *text, const MigharSnapshot *snapshot)
{
  for (guint i = 0; i < snapshot->objects->len; i++)
    append_object(text, g_ptr_array_index(snapshot->objects, i));
}

GString *mighar_snapshot_to_file(const MigharSnapshot *snapshot, const MigharOrigin *origin)
{
  GString *text = g_string_new(TEXT_MAGIC TEXT_VERSION);
  g_string_append_printf(text, "%s%s %s\n", origin->existing ? TEXT_EXISTING : TEXT_MIGRATIONS,
                         origin->engine, origin->version);
  append_objects(text, snapshot);
  return text;
}
