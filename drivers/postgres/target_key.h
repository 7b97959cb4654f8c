/* The numbers by which tools keep their runs apart on one database: keys of advisory locks. */
#pragma once

#include <glib.h>

/* What a key may be made from. */
typedef struct {
  const char *database;
  const char *schema; /* of the ledger */
  const char *table;  /* the ledger's name, without the schema */
} TargetKeyParts;

/* The key that the tool of this format takes, so that it and mighar wait for each other; mighar's own where
 * the tool takes none or is not known. */
gint64 target_key(const char *format, const TargetKeyParts *parts);
