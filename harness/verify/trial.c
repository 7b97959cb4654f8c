#include "check.h"

void trial_begin_again(Trial *trial)
{
  mighar_leg_clear(&trial->up);
  mighar_leg_clear(&trial->down);
  mighar_leg_clear(&trial->replay);
  mighar_leg_clear(&trial->verify);
  g_clear_pointer(&trial->before, mighar_snapshot_unref);
  g_clear_pointer(&trial->after_up, mighar_snapshot_unref);
  g_clear_pointer(&trial->after_down, mighar_snapshot_unref);
  g_clear_pointer(&trial->after_replay, mighar_snapshot_unref);
  g_clear_pointer(&trial->rows_before, mighar_moment_free);
  g_clear_pointer(&trial->rows_after_up, mighar_moment_free);
  g_clear_pointer(&trial->rows_late, mighar_moment_free);
  g_clear_pointer(&trial->rows_after_down, mighar_moment_free);
  g_clear_pointer(&trial->rows_after_replay, mighar_moment_free);
  mighar_touched_clear(&trial->touched_by_up);
  g_clear_pointer(&trial->refusal, mighar_finding_free);
  g_clear_pointer(&trial->late.seeding, mighar_seeding_free);
  trial->late.in_place = FALSE;
}

static void late_clear(Late *late)
{
  g_clear_pointer(&late->more, g_hash_table_unref);
  g_clear_pointer(&late->down_failure, mighar_finding_free);
  g_clear_pointer(&late->replay_failure, mighar_finding_free);
  g_clear_pointer(&late->findings, g_ptr_array_unref);
  g_clear_pointer(&late->inherent, g_ptr_array_unref);
  g_clear_pointer(&late->skipped, g_free);
}

void trial_clear(Trial *trial)
{
  trial_begin_again(trial);
  late_clear(&trial->late);
  g_clear_pointer(&trial->losses_used, g_hash_table_unref);
  g_clear_pointer(&trial->elsewhere, mighar_snapshot_unref);
}

const MigharDirective *trial_irreversible(const Trial *trial)
{
  return mighar_migration_directive(trial->migration, MIGHAR_DIRECTIVE_IRREVERSIBLE, NULL);
}

char *trial_why_no_up(const Trial *trial)
{
  if (trial->up.applied)
    return NULL;
  return g_strdup(trial->migration->cannot_run != NULL ? trial->migration->cannot_run : "the up failed");
}

char *trial_why_no_down(const Trial *trial)
{
  if (trial->down.applied)
    return NULL;
  if (!trial->up.applied)
    return trial_why_no_up(trial);
  if (trial_irreversible(trial) != NULL)
    return g_strdup_printf("irreversible: %s", trial_irreversible(trial)->reason);
  return g_strdup(trial->down.run ? "the down failed" : "there is no down");
}

void descent_clear(Descent *descent)
{
  g_clear_pointer(&descent->skipped, g_free);
  g_clear_pointer(&descent->stopped, g_free);
  g_clear_pointer(&descent->failure, mighar_finding_free);
  g_clear_pointer(&descent->over_rows, mighar_finding_free);
  g_clear_pointer(&descent->expected_bottom, mighar_snapshot_unref);
  g_clear_pointer(&descent->bottom, mighar_snapshot_unref);
  g_clear_pointer(&descent->expected_top, mighar_snapshot_unref);
  g_clear_pointer(&descent->top, mighar_snapshot_unref);
  g_clear_pointer(&descent->accepted, g_hash_table_unref);
}

char *accepted_key(const MigharFinding *finding)
{
  if (finding->object == NULL)
    return g_strdup_printf("%s %s:%u", finding->kind, finding->file, finding->line);
  return g_strdup_printf("%s %s|%s", finding->kind, finding->object,
                         finding->property != NULL ? finding->property : "");
}
