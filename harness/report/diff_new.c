#include <mighar/diff.h>

MigharDiff *mighar_diff_new(const char *command)
{
  MigharDiff *diff = g_new0(MigharDiff, 1);
  diff->command = command;
  diff->notes = g_ptr_array_new_with_free_func(g_free);
  diff->findings = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_finding_free);
  return diff;
}

static void clear_side(MigharSide *side)
{
  g_free(side->name);
  g_free(side->version);
  g_free(side->at);
}

void mighar_diff_free(MigharDiff *diff)
{
  if (diff == NULL)
    return;
  clear_side(&diff->expected);
  clear_side(&diff->found);
  g_ptr_array_unref(diff->notes);
  g_ptr_array_unref(diff->findings);
  g_free(diff);
}
