/* A script in the making, put together from parts of a file. */
#pragma once

#include <mighar/migration.h>

/* How a tool sends a part to the engine. */
typedef enum {
  MIGHAR_SEND_TOGETHER, /* all of it in one message */
  MIGHAR_SEND_EACH,     /* every statement in a message of its own */
} MigharSending;

typedef struct {
  MigharDialect dialect;
  GString *text;
  GArray *statements; /* MigharStatement, of text */
  guint n_batches;
} MigharDraft;

/* draft is overwritten; clear it with mighar_draft_clear(). */
void mighar_draft_init(MigharDraft *draft, MigharDialect dialect);
void mighar_draft_clear(MigharDraft *draft);

/* Adds text, whose first byte is in that line of the file. */
void mighar_draft_add(MigharDraft *draft, const char *text, gsize length, guint line, MigharSending sending);

/* Adds it with BEGIN and COMMIT around, unless it has a transaction of its own: for scripts of several
 * transactions. */
void mighar_draft_add_transaction(MigharDraft *draft, const char *text, gsize length, guint line,
                                  MigharSending sending);

/* What was added, as a script that starts in that line of the file. transaction: whether the tool has one
 * around all of it; a script that begins or ends transactions itself is left as it is. */
MigharScript *mighar_draft_finish(const MigharDraft *draft, const char *file, guint line,
                                  gboolean transaction);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MigharDraft, mighar_draft_clear)
