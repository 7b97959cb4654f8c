#include <mighar/driver.h>

void mighar_outcome_clear(MigharOutcome *outcome)
{
  g_free(outcome->message);
  g_free(outcome->detail);
  g_free(outcome->hint);
  g_free(outcome->code);
  *outcome = (MigharOutcome){.failed = -1, .position = -1};
}

void mighar_outcome_set_too_long(MigharOutcome *outcome, guint patience)
{
  g_clear_pointer(&outcome->detail, g_free);
  g_clear_pointer(&outcome->hint, g_free);
  g_clear_pointer(&outcome->code, g_free);
  g_free(outcome->message);
  outcome->message = g_strdup_printf("did not end within %u s", patience);
  outcome->too_long = TRUE;
}

void mighar_touched_clear(MigharTouched *touched)
{
  g_clear_pointer(&touched->tables, g_hash_table_unref);
  touched->all = FALSE;
}
