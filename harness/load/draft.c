#include "draft.h"

#include <string.h>

void mighar_draft_init(MigharDraft *draft, MigharDialect dialect)
{
  *draft = (MigharDraft){.dialect = dialect,
                         .text = g_string_new(NULL),
                         .statements = g_array_new(FALSE, FALSE, sizeof(MigharStatement))};
}

void mighar_draft_clear(MigharDraft *draft)
{
  if (draft->text != NULL)
    g_string_free(draft->text, TRUE);
  g_clear_pointer(&draft->statements, g_array_unref);
  *draft = (MigharDraft){0};
}

static void append(MigharDraft *draft, const char *text, gsize length, const GArray *statements,
                   MigharSending sending)
{
  guint start = (guint)draft->text->len;
  for (guint i = 0; i < statements->len; i++) {
    MigharStatement statement = g_array_index(statements, MigharStatement, i);
    statement.start += start;
    statement.batch = draft->n_batches + (sending == MIGHAR_SEND_EACH ? i : 0);
    g_array_append_val(draft->statements, statement);
  }
  draft->n_batches += sending == MIGHAR_SEND_EACH ? statements->len : statements->len > 0;
  g_string_append_len(draft->text, text, (gssize)length);
}

void mighar_draft_add(MigharDraft *draft, const char *text, gsize length, guint line, MigharSending sending)
{
  g_autoptr(GArray) statements = mighar_sql_split(draft->dialect, text, length, line);
  append(draft, text, length, statements, sending);
}

void mighar_draft_add_transaction(MigharDraft *draft, const char *text, gsize length, guint line,
                                  MigharSending sending)
{
  static const char begin[] = "BEGIN;\n", commit[] = ";COMMIT;\n";
  g_autoptr(GArray) statements = mighar_sql_split(draft->dialect, text, length, line);
  if (mighar_sql_begins_transaction(draft->dialect, text, statements)) {
    append(draft, text, length, statements, sending);
    return;
  }
  mighar_draft_add(draft, begin, strlen(begin), line, MIGHAR_SEND_TOGETHER);
  append(draft, text, length, statements, sending);
  if (length > 0 && text[length - 1] != '\n')
    g_string_append_c(draft->text, '\n'); // what stands before it may be a comment
  guint last = line, column = 1;
  mighar_sql_locate(text, length, &last, &column);
  mighar_draft_add(draft, commit, strlen(commit), last, MIGHAR_SEND_TOGETHER);
}

MigharScript *mighar_draft_finish(const MigharDraft *draft, const char *file, guint line,
                                  gboolean transaction)
{
  MigharScript *script = mighar_script_new(file, line, draft->text->str, draft->text->len);
  g_array_append_vals(script->statements, draft->statements->data, draft->statements->len);
  script->transaction =
      transaction && !mighar_sql_begins_transaction(draft->dialect, script->text, script->statements);
  return script;
}
