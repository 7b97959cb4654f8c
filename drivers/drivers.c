#include <mighar/driver.h>

#include "postgres/postgres.h"
#include "sqlite/sqlite.h"

const MigharDriver *const mighar_drivers[] = {
    &mighar_sqlite_driver,
    &mighar_postgres_driver,
    NULL,
};

const MigharDriver *mighar_driver_find(const char *engine)
{
  for (guint i = 0; mighar_drivers[i] != NULL; i++)
    if (g_str_equal(mighar_drivers[i]->engine->name, engine))
      return mighar_drivers[i];
  return NULL;
}
