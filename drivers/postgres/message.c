#include "message.h"

#include <string.h>

struct Message {
  const MigharScript *script;
  guint first;
  guint end;
  gboolean begin;
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

Message *message_new(const MigharScript *script, guint first, guint end, gboolean begin, gboolean commit)
{
  Message *message = g_new0(Message, 1);
  *message = (Message){.script = script, .first = first, .end = end, .begin = begin};
  message->sql = g_string_new(NULL);
  message->starts = g_array_new(FALSE, FALSE, sizeof(gsize));
  if (begin)
    append(message, "BEGIN", strlen("BEGIN"));
  for (guint i = first; i < end; i++) {
    const MigharStatement *statement = statement_at(script, i);
    append(message, script->text + statement->start, statement->length);
    gsize start = message->sql->len - statement->length;
    g_array_append_val(message->starts, start);
  }
  if (commit)
    append(message, "COMMIT", strlen("COMMIT"));
  return message;
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

static guint count_commands(const MigharScript *script, guint i)
{
  const MigharStatement *statement = statement_at(script, i);
  g_autoptr(GArray) commands =
      mighar_sql_split(MIGHAR_DIALECT_POSTGRES, script->text + statement->start, statement->length, 1);
  return MAX(commands->len, 1);
}

guint message_statement(const Message *message, guint command)
{
  guint commands = message->begin ? 1 : 0;
  if (command < commands)
    return message->first;
  for (guint i = message->first; i < message->end; i++) {
    commands += count_commands(message->script, i);
    if (command < commands)
      return i;
  }
  return message->end;
}

gboolean message_is_own(const Message *message, guint command)
{
  return (message->begin && command == 0) || message_statement(message, command) == message->end;
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
