#include "project.h"

#include <mighar/driver.h>
#include <unistd.h>

static GPtrArray *list_engines(void)
{
  GPtrArray *engines = g_ptr_array_new();
  for (guint i = 0; mighar_drivers[i] != NULL; i++)
    g_ptr_array_add(engines, (gpointer)mighar_drivers[i]->engine);
  g_ptr_array_add(engines, NULL);
  return engines;
}

gboolean project_read_config(const char *given, const char *project, MigharConfig **config, GError **error)
{
  g_autofree char *usual =
      project != NULL ? g_build_filename(project, MIGHAR_CONFIG_FILE, NULL) : g_strdup(MIGHAR_CONFIG_FILE);
  const char *file = given != NULL ? given : usual;
  if (given == NULL && !g_file_test(file, G_FILE_TEST_EXISTS))
    return TRUE;
  *config = mighar_config_read(file, error);
  return *config != NULL;
}

GPtrArray *project_load(MigharLoadOptions options, const char *config, GError **error)
{
  g_autoptr(MigharConfig) read = NULL;
  if (!project_read_config(config, options.path, &read, error))
    return NULL;
  options.config = read;
  g_autoptr(GPtrArray) known = list_engines();
  options.known = (const MigharEngine *const *)known->pdata;
  options.environment = environ;
  if (options.database_url == NULL)
    options.database_url = g_getenv("DATABASE_URL");
  return mighar_load_project(&options, error);
}
