/* Statements of a script as one message to the server, and the way back from what the server says of it. */
#pragma once

#include <mighar/migration.h>

typedef struct Message Message;

/* The statements from first up to, not including, end; with mighar's own BEGIN before and COMMIT after them,
 * as asked for. Free with message_free(). The script must outlive it. */
Message *message_new(const MigharScript *script, guint first, guint end, gboolean begin, gboolean commit);

/* The same with whatever own statements before, and with others in front of the statement of index record_at
 * (end: behind them all) and a last one; any may be NULL. */
Message *message_new_around(const MigharScript *script, guint first, guint end, const char *const *before,
                            const char *const *record, guint record_at, const char *last);
void message_free(Message *message);

const char *message_sql(const Message *message);

/* Which statement of the script the nth command of the message, counted from 0, belongs to: the first one for
 * mighar's BEGIN, end for its COMMIT. A format may take several commands for one statement. */
guint message_statement(const Message *message, guint command);

/* Whether the nth command is mighar's own. */
gboolean message_is_own(const Message *message, guint command);

/* How many commands the statement of this index is. */
guint message_commands(const MigharScript *script, guint statement);

/* Where the engine points: a position in the message, in characters from 1, or in bytes where the server does
 * not know characters. FALSE when that is in no statement; else the statement and the byte offset in it. */
gboolean message_locate(const Message *message, gsize position, gboolean in_bytes, guint *statement,
                        gsize *offset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Message, message_free)
