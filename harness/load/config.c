#include <mighar/config.h>

#include "source.h"

#include <mighar/error.h>

#include <string.h>

#define AT(field) offsetof(MigharConfig, field)

/* Everything that the file can say. A group that is there has all its required keys. */
static const struct {
  const char *group;
  gsize has_group;
  const char *key;
  gsize value;
  gboolean is_required;
} keys[] = {
    {"external", AT(has_external), "list", AT(list), TRUE},
    {"external", AT(has_external), "up", AT(up), TRUE},
    {"external", AT(has_external), "down", AT(down), TRUE},
    {"external", AT(has_external), "engines", AT(engines), FALSE},
    {"external", AT(has_external), "ledger", AT(ledger), FALSE},
    {"external", AT(has_external), "current", AT(current), FALSE},
    {"external", AT(has_external), "applied", AT(applied), FALSE},
    {"external", AT(has_external), "timeout", AT(timeout), FALSE},
    {"run", AT(has_run), "seed", AT(seed), FALSE},
    {"run", AT(has_run), "rows", AT(rows), FALSE},
    {"run", AT(has_run), "jobs", AT(jobs), FALSE},
    {"run", AT(has_run), "snapshot", AT(snapshot), FALSE},
};

/* "a, b" of all groups, or of all keys of a group. */
static char *list_known(const char *group)
{
  GString *list = g_string_new("there are: ");
  const char *last = NULL;
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    const char *word = group != NULL ? keys[i].key : keys[i].group;
    if ((group != NULL && !g_str_equal(keys[i].group, group)) || g_strcmp0(word, last) == 0)
      continue;
    g_string_append_printf(list, "%s%s", last != NULL ? ", " : "", word);
    last = word;
  }
  return g_string_free(list, FALSE);
}

/* GKeyFile does not tell lines. The line of the key in the group, of the group itself where key is NULL. */
static guint find_line(const MigharSource *source, const char *group, const char *key)
{
  g_autofree char *heading = g_strdup_printf("[%s]", group);
  gboolean is_inside = FALSE;
  for (MigharLine line = {0}; mighar_source_next_line(source, &line);) {
    g_autofree char *text = g_strstrip(g_strndup(line.start, line.length));
    if (*text == '[')
      is_inside = g_str_has_prefix(text, heading);
    if (!is_inside)
      continue;
    g_autofree char *name = g_strchomp(g_strndup(text, strcspn(text, "=")));
    if (key == NULL || g_str_equal(name, key))
      return line.number;
  }
  return 0;
}

static int find_key(const char *group, const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
    if (g_str_equal(keys[i].group, group) && (key == NULL || g_str_equal(keys[i].key, key)))
      return (int)i;
  return -1;
}

static gboolean check_known(const MigharSource *source, const char *group, const char *key, GError **error)
{
  if (find_key(group, key) >= 0)
    return TRUE;
  g_autofree char *hint = list_known(key != NULL ? group : NULL);
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, source->file, find_line(source, group, key), hint,
                      "unknown %s '%s'", key != NULL ? "key" : "group", key != NULL ? key : group);
  return FALSE;
}

static gboolean take_value(MigharConfig *config, const MigharSource *source, GKeyFile *file, guint index,
                           GError **error)
{
  MigharConfigValue *value = G_STRUCT_MEMBER_P(config, keys[index].value);
  value->line = find_line(source, keys[index].group, keys[index].key);
  value->text = g_key_file_get_value(file, keys[index].group, keys[index].key, NULL);
  if (*g_strstrip(value->text) != '\0')
    return TRUE;
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, source->file, value->line, NULL, "'%s' has no value",
                      keys[index].key);
  return FALSE;
}

static gboolean take_group(MigharConfig *config, const MigharSource *source, GKeyFile *file,
                           const char *group, GError **error)
{
  if (!check_known(source, group, NULL, error))
    return FALSE;
  G_STRUCT_MEMBER(gboolean, config, keys[find_key(group, NULL)].has_group) = TRUE;
  g_auto(GStrv) names = g_key_file_get_keys(file, group, NULL, NULL);
  for (guint i = 0; names[i] != NULL; i++)
    if (!check_known(source, group, names[i], error) ||
        !take_value(config, source, file, (guint)find_key(group, names[i]), error))
      return FALSE;
  return TRUE;
}

static gboolean check_required(const MigharConfig *config, const MigharSource *source, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    const MigharConfigValue *value = G_STRUCT_MEMBER_P(config, keys[i].value);
    if (!keys[i].is_required || !G_STRUCT_MEMBER(gboolean, config, keys[i].has_group) || value->text != NULL)
      continue;
    mighar_set_error_at(error, MIGHAR_ERROR_USAGE, source->file, find_line(source, keys[i].group, NULL), NULL,
                        "the group '%s' has no key '%s'", keys[i].group, keys[i].key);
    return FALSE;
  }
  return TRUE;
}

static GKeyFile *parse(const MigharSource *source, GError **error)
{
  g_autoptr(GKeyFile) file = g_key_file_new();
  g_autoptr(GError) cause = NULL;
  if (g_key_file_load_from_data(file, source->text, source->length, G_KEY_FILE_NONE, &cause))
    return g_steal_pointer(&file);
  mighar_set_error_at(error, MIGHAR_ERROR_USAGE, source->file, 0,
                      "write groups as [name], keys below them as name = value, comments as # text", "%s",
                      cause->message);
  return NULL;
}

MigharConfig *mighar_config_read(const char *path, GError **error)
{
  g_autoptr(MigharSource) source = mighar_source_read(path, error);
  g_autoptr(GKeyFile) file = source != NULL ? parse(source, error) : NULL;
  if (file == NULL)
    return NULL;
  g_autoptr(MigharConfig) config = g_new0(MigharConfig, 1);
  config->file = source->file;
  config->directory = g_path_get_dirname(path);
  g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (!take_group(config, source, file, groups[i], error))
      return NULL;
  return check_required(config, source, error) ? g_steal_pointer(&config) : NULL;
}

void mighar_config_free(MigharConfig *config)
{
  if (config == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
    g_free(((MigharConfigValue *)G_STRUCT_MEMBER_P(config, keys[i].value))->text);
  g_free(config->directory);
  g_free(config);
}
