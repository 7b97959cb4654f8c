/* What goose, and the tools that have their rule from it, send to the engine at once: they end a message
 * where a line ends in a semicolon, and where people say so. */
#pragma once

#include "format.h"

typedef struct {
  gsize start; /* byte offsets in the script's text */
  gsize end;
  guint line;        /* of the file, where it starts */
  gboolean is_block; /* between StatementBegin and StatementEnd */
  gsize semicolon;   /* where no block: byte offset of the semicolon that it was ended at */
  guint last_line;   /* of the file, where it ends */
} MigharMessage;

/* The script of these messages (MigharMessage) in text, which starts in that line of the file. transaction:
 * whether the tool has one around them. A warning tells where the tool cuts a statement; tool is its name in
 * the warning, marker the first word of its annotations: "+goose". */
MigharScript *mighar_messages_script(MigharLoading *loading, const char *file, guint line,
                                     const GString *text, const GArray *messages, const char *marker,
                                     gboolean transaction);
