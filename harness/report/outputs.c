#include "outputs.h"

const MigharOutput *const mighar_outputs[] = {
    &output_terminal,
    &output_junit,
    &output_json,
    NULL,
};

char *mighar_output_text(const MigharOutput *output, const MigharReport *report,
                         const MigharOutputStyle *style, GError **error)
{
  char *text = NULL;
  size_t length = 0;
  FILE *stream = open_memstream(&text, &length);
  gboolean written = output->write(report, style, stream, error);
  fclose(stream);
  if (!written)
    g_clear_pointer(&text, g_free);
  return text;
}

const MigharOutput *mighar_output_find(const char *name)
{
  for (guint i = 0; mighar_outputs[i] != NULL; i++)
    if (g_str_equal(mighar_outputs[i]->name, name))
      return mighar_outputs[i];
  return NULL;
}
