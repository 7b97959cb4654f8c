#include "rows.h"

GPtrArray *rows_tables(const MigharSnapshot *snapshot G_GNUC_UNUSED)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)mighar_table_free);
}
