#include "message.h"

#include <string.h>

struct Message {
  const MigharScript *script;
  guint first;
  guint end;
  guint n_before; /* own commands in front of all */
  guint n_record; /* own commands in front of the statement record_at */
  guint record_at;
  GString *sql;
  GArray *starts; /* gsize: where in sql each of the statements begins */
};

static const MigharStatement *statement_at(const MigharScript *script, guint i)
{
  return &g_array_index(script->statements, MigharStatement, i);
}

static void append(Message *message, const char *text, gsize length)
{
  if (message->sql->len > 0)
    g_string_append(message->sql, ";\n");
  g_string_append_len(message->sql, text, (gssize)length);
}

static void append_own(Message *message, const char *sql, guint *n)
{
  if (sql == NULL)
    return;
  append(message, sql, strlen(sql));
  *n += 1;
}

static void append_record(Message *message, const char *const *record)
{
  for (guint i = 0; record != NULL && record[i] != NULL; i++)
    append_own(message, record[i], &message->n_record);
}

static void append_statement(Message *message, guint i)
{
  const MigharStatement *statement = statement_at(message->script, i);
  append(message, message->script->text + statement->start, statement->length);
  gsize start = message->sql->len - statement->length;
  g_array_append_val(message->starts, start);
}

Message *message_new_around(const MigharScript *script, guint first, guint end, const char *const *before,
                            const char *const *record, guint record_at, const char *last)
{
  guint n_last = 0;
  Message *message = g_new0(Message, 1);
  *message = (Message){.script = script, .first = first, .end = end, .record_at = record_at};
  message->sql = g_string_new(NULL);
  message->starts = g_array_new(FALSE, FALSE, sizeof(gsize));
  for (guint i = 0; before != NULL && before[i] != NULL; i++)
    append_own(message, before[i], &message->n_before);
  for (guint i = first; i < end; i++) {
    if (i == record_at)
      append_record(message, record);
    append_statement(message, i);
  }
  if (record_at >= end)
    append_record(message, record);
  append_own(message, last, &n_last);
  return message;
}

Message *message_new(const MigharScript *script, guint first, guint end, gboolean begin, gboolean commit)
{
  static const char *const before[] = {"BEGIN", NULL};
  return message_new_around(script, first, end, begin ? before : NULL, NULL, end, commit ? "COMMIT" : NULL);
}

void message_free(Message *message)
{
  if (message == NULL)
    return;
  g_string_free(message->sql, TRUE);
  g_array_unref(message->starts);
  g_free(message);
}

const char *message_sql(const Message *message)
{
  return message->sql->str;
}

guint message_commands(const MigharScript *script, guint i)
{
  const MigharStatement *statement = statement_at(script, i);
  g_autoptr(GArray) commands =
      mighar_sql_split(MIGHAR_DIALECT_POSTGRES, script->text + statement->start, statement->length, 1);
  return MAX(commands->len, 1);
}

guint message_statement(const Message *message, guint command)
{
  guint commands = message->n_before;
  if (command < commands)
    return message->first;
  for (guint i = message->first; i < message->end; i++) {
    if (i == message->record_at)
      commands += message->n_record;
    if (command < commands)
      return message->end;
    commands += message_commands(message->script, i);
    if (command < commands)
      return i;
  }
  return message->end;
}

gboolean message_is_own(const Message *message, guint command)
{
  return command < message->n_before || message_statement(message, command) == message->end;
}

/* The engine counts whatever begins a character; a text that is not UTF-8 was not read in the first place. */
static gsize byte_offset(const char *text, gsize length, gsize characters)
{
  gsize offset = 0;
  while (characters > 0 && offset < length) {
    do
      offset++;
    while (offset < length && (text[offset] & 0xC0) == 0x80);
    characters--;
  }
  return offset;
}

gboolean message_locate(const Message *message, gsize position, gboolean in_bytes, guint *statement,
                        gsize *offset)
{
  gsize place = in_bytes ? position - 1 : byte_offset(message->sql->str, message->sql->len, position - 1);
  for (guint i = message->starts->len; i > 0; i--) {
    gsize start = g_array_index(message->starts, gsize, i - 1);
    if (place < start)
      continue;
    *statement = message->first + i - 1;
    *offset = MIN(place - start, statement_at(message->script, *statement)->length);
    return TRUE;
  }
  return FALSE;
}
