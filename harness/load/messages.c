#include "messages.h"

/* The statements of the script, each in the batch of its message. */
static void split(MigharScript *script, const GArray *messages, MigharDialect dialect)
{
  guint batch = 0;
  for (guint i = 0; i < messages->len; i++) {
    const MigharMessage *message = &g_array_index(messages, MigharMessage, i);
    g_autoptr(GArray) statements = mighar_sql_split(dialect, script->text + message->start,
                                                    message->end - message->start, message->line);
    for (guint s = 0; s < statements->len; s++) {
      MigharStatement *statement = &g_array_index(statements, MigharStatement, s);
      statement->start += message->start;
      statement->batch = batch;
    }
    if (statements->len > 0) {
      g_array_append_vals(script->statements, statements->data, statements->len);
      batch++;
    }
  }
}

/* The end of a run of messages that are not blocks. */
static guint end_of_run(const GArray *messages, guint first)
{
  guint end = first;
  while (end < messages->len && !g_array_index(messages, MigharMessage, end).is_block)
    end++;
  return end;
}

static void warn_about_cut(MigharLoading *loading, const char *file, const MigharMessage *message,
                           guint statement_line, const char *marker)
{
  g_autofree char *hint = g_strdup_printf("put '-- %s StatementBegin' in front of the statement and "
                                          "'-- %s StatementEnd' behind it",
                                          marker, marker);
  mighar_loading_warn(loading, file, message->last_line, hint,
                      "%s ends a statement at this ';', inside the one that starts in line %u",
                      loading->format->facts.name, statement_line);
}

/* Whether the tool ends messages of the run inside of statements; a warning for the first time in each. */
static gboolean find_cuts_in_run(MigharLoading *loading, const MigharScript *script, const GArray *messages,
                                 guint first, guint end, const char *marker)
{
  const MigharMessage *run = &g_array_index(messages, MigharMessage, 0);
  gsize start = run[first].start;
  g_autoptr(GArray) statements = mighar_sql_split(loading->chain->engine->dialect, script->text + start,
                                                  run[end - 1].end - start, run[first].line);
  gboolean is_cut = FALSE;
  guint m = first;
  for (guint s = 0; s < statements->len; s++) {
    const MigharStatement *statement = &g_array_index(statements, MigharStatement, s);
    gsize from = start + statement->start, to = from + statement->length;
    while (m < end && run[m].semicolon < from)
      m++;
    if (m == end || run[m].semicolon >= to)
      continue;
    warn_about_cut(loading, script->file, &run[m], statement->line, marker);
    is_cut = TRUE;
  }
  return is_cut;
}

static gboolean find_cuts(MigharLoading *loading, const MigharScript *script, const GArray *messages,
                          const char *marker)
{
  gboolean is_cut = FALSE;
  for (guint first = 0; first < messages->len; first++) {
    guint end = end_of_run(messages, first);
    if (end > first)
      is_cut |= find_cuts_in_run(loading, script, messages, first, end, marker);
    first = end;
  }
  return is_cut;
}

/* Where the tool's own rule cuts statements, the pieces tell nothing about transactions: "END;" is the end of
 * a body. */
MigharScript *mighar_messages_script(MigharLoading *loading, const char *file, guint line,
                                     const GString *text, const GArray *messages, const char *marker,
                                     gboolean transaction)
{
  MigharDialect dialect = loading->chain->engine->dialect;
  MigharScript *script = mighar_script_new(file, line, text->str, text->len);
  split(script, messages, dialect);
  gboolean is_cut = find_cuts(loading, script, messages, marker);
  script->transaction =
      transaction && (is_cut || !mighar_sql_begins_transaction(dialect, script->text, script->statements));
  return script;
}
