#include <mighar/mend.h>

#include <string.h>

/* What a pattern is filled in from. */
typedef struct {
  const MigharObject *object;
  const char *value;
} Source;

const char *mighar_object_own_name(const MigharObject *object)
{
  static const char *const separators[] = {".", ": "};
  gsize prefix = object->parent != NULL ? strlen(object->parent) : 0;
  if (prefix == 0 || strncmp(object->name, object->parent, prefix) != 0)
    return object->name;
  for (guint i = 0; i < G_N_ELEMENTS(separators); i++)
    if (g_str_has_prefix(object->name + prefix, separators[i]))
      return object->name + prefix + strlen(separators[i]);
  return object->name;
}

void mighar_mend_append_literal(GString *sql, const char *text)
{
  g_string_append_c(sql, '\'');
  for (; *text != '\0'; text++)
    g_string_append_len(sql, *text == '\'' ? "''" : text, *text == '\'' ? 2 : 1);
  g_string_append_c(sql, '\'');
}

static const char *look_up(const Source *source, const char *name)
{
  if (g_str_equal(name, "name"))
    return source->object->name;
  if (g_str_equal(name, "table"))
    return source->object->parent;
  if (g_str_equal(name, "own"))
    return mighar_object_own_name(source->object);
  if (g_str_equal(name, "value"))
    return source->value;
  return mighar_object_get(source->object, name);
}

static void append_value(GString *sql, char form, const char *value)
{
  g_autofree char *capitals = form == '^' ? g_ascii_strup(value, -1) : NULL;
  gsize length = strlen(value);
  if (form == '\'')
    mighar_mend_append_literal(sql, value);
  else if (form == '^')
    g_string_append(sql, capitals);
  else if (form != '!')
    g_string_append_len(sql, value, form == '-' && g_str_has_suffix(value, ";") ? length - 1 : length);
}

/* From start, behind the opening brace, up to the closing one. */
static gboolean fill_braces(GString *sql, const char *start, const char *end, const Source *source)
{
  char form = strchr("'^-!", *start) != NULL ? *start++ : '\0';
  g_autofree char *name = g_strndup(start, end - start);
  const char *value = look_up(source, name);
  if (value != NULL)
    append_value(sql, form, value);
  return value != NULL;
}

/* A piece without brackets. FALSE: a value is none. */
static gboolean fill_piece(GString *sql, const char *start, const char *end, const Source *source)
{
  while (start < end) {
    const char *brace = memchr(start, '{', end - start);
    g_string_append_len(sql, start, (brace != NULL ? brace : end) - start);
    if (brace == NULL)
      return TRUE;
    const char *closing = memchr(brace, '}', end - brace);
    if (!fill_braces(sql, brace + 1, closing, source))
      return FALSE;
    start = closing + 1;
  }
  return TRUE;
}

gboolean mighar_mend_fill(GString *sql, const char *pattern, const MigharObject *object, const char *value)
{
  const Source source = {object, value};
  gsize before = sql->len;
  for (gboolean optional = FALSE; *pattern != '\0'; optional = !optional) {
    const char *end = pattern + strcspn(pattern, optional ? "]" : "[");
    gsize start = sql->len;
    if (!fill_piece(sql, pattern, end, &source)) {
      g_string_truncate(sql, optional ? start : before);
      if (!optional)
        return FALSE;
    }
    pattern = *end != '\0' ? end + 1 : end;
  }
  return TRUE;
}
