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

GPtrArray *project_load(MigharLoadOptions options, GError **error)
{
  g_autoptr(GPtrArray) known = list_engines();
  options.known = (const MigharEngine *const *)known->pdata;
  options.environment = environ;
  if (options.database_url == NULL)
    options.database_url = g_getenv("DATABASE_URL");
  return mighar_load_project(&options, error);
}
