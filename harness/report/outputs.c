#include "outputs.h"

const MigharOutput *const mighar_outputs[] = {
    &output_terminal,
    &output_junit,
    &output_json,
    NULL,
};

const MigharOutput *mighar_output_find(const char *name)
{
  for (guint i = 0; mighar_outputs[i] != NULL; i++)
    if (g_str_equal(mighar_outputs[i]->name, name))
      return mighar_outputs[i];
  return NULL;
}
