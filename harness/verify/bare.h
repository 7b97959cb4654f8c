/* What tells whether rows that were made up are why an up fails, when all that are known to be such have
 * gone: others may be theirs under a new name, or copies that a migration has made of them. */
#pragma once

#include "scratch.h"

/* Tries the up of the migration of this index on a database that has gone through all ups before it without a
 * row made up. *begun: it applies there, and work is such a database now, with no rows but those that
 * migrations write; the next are made after this up. Otherwise work stays as it is.
 *
 * That database lags behind, as base does, so that a chain with many ups that fail costs one further up for
 * each of its migrations. Where it cannot be made, as where a role is on the server already or an
 * up asks for rows, nothing has begun, now and from here on. */
gboolean bare_begin(Scratch *scratch, guint index, gboolean *begun, GError **error);
