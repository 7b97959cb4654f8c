#include "format.h"

const MigharFormat *const mighar_formats[] = {
    &mighar_dbmate_format,
    &mighar_diesel_format,
    &mighar_flyway_format,
    &mighar_golang_migrate_format,
    &mighar_goose_format,
    &mighar_liquibase_format,
    &mighar_pairs_format,
    &mighar_sections_format,
    &mighar_sqitch_format,
    &mighar_sql_migrate_format,
    &mighar_sqlx_format,
    &mighar_tern_format,
    NULL,
};

const MigharFormat *mighar_format_find(const char *name)
{
  for (guint i = 0; mighar_formats[i] != NULL; i++)
    if (g_str_equal(mighar_formats[i]->facts.name, name))
      return mighar_formats[i];
  return NULL;
}

const char *const *mighar_format_names(void)
{
  static const char *names[G_N_ELEMENTS(mighar_formats)];
  for (guint i = 0; mighar_formats[i] != NULL; i++)
    names[i] = mighar_formats[i]->facts.name;
  return names;
}
