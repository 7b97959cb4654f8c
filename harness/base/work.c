/* What drivers need to know of a script that they record. */
#include <mighar/target.h>

#include <string.h>

void mighar_work_outcome_clear(MigharWorkOutcome *outcome)
{
  mighar_outcome_clear(&outcome->outcome);
  *outcome = (MigharWorkOutcome){0};
}

static const MigharStatement *statement_at(const MigharScript *script, guint i)
{
  return &g_array_index(script->statements, MigharStatement, i);
}

gboolean mighar_script_starts_with(const MigharScript *script, guint statement, const char *word)
{
  const char *text = script->text + statement_at(script, statement)->start;
  gsize length = strlen(word);
  return statement_at(script, statement)->length >= length && g_ascii_strncasecmp(text, word, length) == 0 &&
         !g_ascii_isalnum(text[length]) && text[length] != '_';
}

static gboolean controls(const MigharScript *script, MigharDialect dialect, guint i)
{
  g_autoptr(GArray) one = g_array_new(FALSE, FALSE, sizeof(MigharStatement));
  g_array_append_val(one, *statement_at(script, i));
  return mighar_sql_controls_transaction(dialect, script->text, one);
}

gboolean mighar_script_commits(const MigharScript *script, MigharDialect dialect, guint statement)
{
  return (mighar_script_starts_with(script, statement, "commit") ||
          mighar_script_starts_with(script, statement, "end")) &&
         controls(script, dialect, statement);
}

gboolean mighar_script_is_own_transaction(const MigharScript *script, MigharDialect dialect)
{
  guint n = script->statements->len;
  if (n < 2 || !mighar_script_commits(script, dialect, n - 1) ||
      !(mighar_script_starts_with(script, 0, "begin") || mighar_script_starts_with(script, 0, "start")) ||
      !controls(script, dialect, 0))
    return FALSE;
  for (guint i = 1; i < n - 1; i++)
    if (controls(script, dialect, i))
      return FALSE;
  return TRUE;
}
