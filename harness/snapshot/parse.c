/* The way back from the text form. */
#include "text.h"

#include <mighar/snapshot.h>

#include <string.h>

/* The object that is being read, and all that are read. */
typedef struct {
  char **lines; /* NULL ends */
  guint at;     /* of lines: the next one */
  const char *problem;
  char *kind;
  char *name;
  char *parent;
  GArray *properties; /* MigharProperty; the strings are the reader's */
  GPtrArray *objects;
} Reader;

static void clear_property(gpointer data)
{
  MigharProperty *property = data;
  g_free((char *)property->name);
  g_free((char *)property->value);
}

static void reader_clear(Reader *reader)
{
  g_strfreev(reader->lines);
  g_free(reader->kind);
  g_free(reader->name);
  g_free(reader->parent);
  g_array_unref(reader->properties);
  g_clear_pointer(&reader->objects, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reader, reader_clear)

/* Always FALSE. It is the line before the next one that is wrong. */
static gboolean fail(Reader *reader, const char *problem)
{
  reader->problem = problem;
  return FALSE;
}

/* "key: rest" and "key:", in two copies. */
static gboolean split(Reader *reader, const char *line, char **key, char **rest)
{
  const char *colon = strstr(line, ": ");
  gsize length = strlen(line);
  if (colon == NULL && length > 0 && line[length - 1] == ':')
    colon = line + length - 1;
  if (colon == NULL || colon == line)
    return fail(reader, "a line without a name and a colon");
  *key = g_strndup(line, colon - line);
  *rest = g_strdup(colon[1] != '\0' ? colon + 2 : "");
  return TRUE;
}

/* In place. */
static gboolean unescape(Reader *reader, char *name)
{
  char *end = name;
  for (const char *c = name; *c != '\0'; c++) {
    if (*c != '\\') {
      *end++ = *c;
      continue;
    }
    c++;
    if (*c != 'n' && *c != '\\')
      return fail(reader, "a backslash in a name that stands before neither n nor a backslash");
    *end++ = *c == 'n' ? '\n' : '\\';
  }
  *end = '\0';
  return TRUE;
}

static void finish_object(Reader *reader)
{
  if (reader->kind == NULL)
    return;
  g_ptr_array_add(reader->objects,
                  mighar_object_new(reader->kind, reader->name, reader->parent, NULL,
                                    (const MigharProperty *)(gpointer)reader->properties->data,
                                    reader->properties->len));
  g_clear_pointer(&reader->kind, g_free);
  g_clear_pointer(&reader->name, g_free);
  g_clear_pointer(&reader->parent, g_free);
  g_array_set_size(reader->properties, 0);
}

static gboolean start_object(Reader *reader, const char *line)
{
  finish_object(reader);
  return split(reader, line, &reader->kind, &reader->name) && unescape(reader, reader->name);
}

static gboolean is_value_line(const char *line)
{
  return line != NULL && (*line == '\0' || g_str_has_prefix(line, TEXT_VALUE_INDENT));
}

/* The lines of the value below its name; "" when there are none. Free with g_free(). */
static char *take_lines(Reader *reader)
{
  g_autoptr(GString) value = g_string_new(NULL);
  for (guint n = 0; is_value_line(reader->lines[reader->at]); n++) {
    const char *line = reader->lines[reader->at++];
    g_string_append_printf(value, "%s%s", n > 0 ? "\n" : "",
                           *line != '\0' ? line + strlen(TEXT_VALUE_INDENT) : "");
  }
  return g_string_free(g_steal_pointer(&value), FALSE);
}

static gboolean has_property(const Reader *reader, const char *name)
{
  for (guint i = 0; i < reader->properties->len; i++)
    if (g_str_equal(g_array_index(reader->properties, MigharProperty, i).name, name))
      return TRUE;
  return FALSE;
}

static gboolean add_property(Reader *reader, char *name, char *value)
{
  MigharProperty property = {name, value};
  gboolean twice = has_property(reader, name);
  g_array_append_val(reader->properties, property);
  return !twice || fail(reader, "a property that the object has already");
}

static gboolean read_property(Reader *reader, const char *line)
{
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  if (reader->kind == NULL)
    return fail(reader, "a property before the first object");
  if (!split(reader, line + strlen(TEXT_PROPERTY_INDENT), &name, &value))
    return FALSE;
  if (g_str_equal(name, TEXT_PARENT)) {
    if (reader->parent != NULL)
      return fail(reader, "a property that the object has already");
    reader->parent = g_steal_pointer(&value);
    return unescape(reader, reader->parent);
  }
  if (!add_property(reader, g_steal_pointer(&name), g_steal_pointer(&value)))
    return FALSE;
  MigharProperty *added = &g_array_index(reader->properties, MigharProperty, reader->properties->len - 1);
  if (*added->value == '\0') {
    g_free((char *)added->value);
    added->value = take_lines(reader);
  }
  return TRUE;
}

static gboolean read_line(Reader *reader)
{
  const char *line = reader->lines[reader->at++];
  if (is_value_line(line))
    return fail(reader, "a line of a value where none is expected");
  gsize indent = strspn(line, " ");
  if (indent == 0)
    return start_object(reader, line);
  return indent == strlen(TEXT_PROPERTY_INDENT)
             ? read_property(reader, line)
             : fail(reader, "an indentation of neither two spaces nor four");
}

static gboolean skip(const char **text, const char *prefix)
{
  if (!g_str_has_prefix(*text, prefix))
    return FALSE;
  *text += strlen(prefix);
  return TRUE;
}

static gboolean read_origin(Reader *reader, MigharOrigin *origin)
{
  const char *line = reader->lines[reader->at++];
  if (line == NULL || !skip(&line, TEXT_MAGIC))
    return fail(reader, "no snapshot of mighar's");
  if (!skip(&line, TEXT_VERSION " "))
    return fail(reader, "a snapshot of another version of mighar, in another format");
  line--;
  gboolean existing = skip(&line, TEXT_EXISTING);
  if (!existing && !skip(&line, TEXT_MIGRATIONS))
    return fail(reader, "a first line that does not tell what the snapshot is of");
  const char *space = strchr(line, ' ');
  if (space == NULL || space == line || space[1] == '\0')
    return fail(reader, "a first line that does not tell engine and version");
  *origin = (MigharOrigin){g_strndup(line, space - line), g_strdup(space + 1), existing};
  return TRUE;
}

static MigharSnapshot *finish(Reader *reader)
{
  finish_object(reader);
  MigharSnapshot *snapshot = mighar_snapshot_new(g_steal_pointer(&reader->objects));
  for (guint i = 1; i < snapshot->objects->len; i++) {
    const MigharObject *last = g_ptr_array_index(snapshot->objects, i - 1);
    const MigharObject *object = g_ptr_array_index(snapshot->objects, i);
    if (last->kind == object->kind && g_str_equal(last->name, object->name)) {
      fail(reader, "the end of a text that tells an object twice");
      mighar_snapshot_unref(snapshot);
      return NULL;
    }
  }
  return snapshot;
}

static MigharSnapshot *read_all(Reader *reader, MigharOrigin *origin)
{
  if (!read_origin(reader, origin))
    return NULL;
  while (reader->lines[reader->at] != NULL)
    if (!read_line(reader))
      return NULL;
  return finish(reader);
}

/* Without the line end at the end; with LF alone where the first line says that somebody made it CR LF. */
static char **split_lines(const char *text, gsize length)
{
  const char *end = memchr(text, '\n', length);
  gboolean folds = end != NULL && end > text && end[-1] == '\r';
  if (length > 0 && text[length - 1] == '\n')
    length--;
  g_autofree char *body = g_strndup(text, length);
  char **lines = g_strsplit(body, "\n", -1);
  for (guint i = 0; folds && lines[i] != NULL; i++)
    if (g_str_has_suffix(lines[i], "\r"))
      lines[i][strlen(lines[i]) - 1] = '\0';
  return lines;
}

MigharSnapshot *mighar_snapshot_parse(const char *text, gsize length, MigharOrigin *origin,
                                      MigharTextProblem *problem)
{
  g_auto(MigharOrigin) read = {0};
  g_auto(Reader) reader = {
      .lines = split_lines(text, length),
      .properties = g_array_new(FALSE, FALSE, sizeof(MigharProperty)),
      .objects = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_object_unref),
  };
  g_array_set_clear_func(reader.properties, clear_property);
  if (memchr(text, '\0', length) != NULL) {
    *problem = (MigharTextProblem){1, "a text with a zero byte"};
    return NULL;
  }
  MigharSnapshot *snapshot = read_all(&reader, &read);
  if (snapshot == NULL) {
    *problem = (MigharTextProblem){reader.at, reader.problem};
    return NULL;
  }
  *origin = read;
  read = (MigharOrigin){0};
  return snapshot;
}

gboolean mighar_snapshot_is_file(const char *text, gsize length)
{
  return length >= strlen(TEXT_MAGIC) && memcmp(text, TEXT_MAGIC, strlen(TEXT_MAGIC)) == 0;
}

void mighar_origin_clear(MigharOrigin *origin)
{
  g_free(origin->engine);
  g_free(origin->version);
  *origin = (MigharOrigin){0};
}
