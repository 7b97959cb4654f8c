/* libpq, which is loaded when it is wanted, and not with mighar: with the twenty libraries that come with it,
 * that takes longer than all else until mighar begins to work. A server of mighar's own starts meanwhile, and
 * runs on SQLite do without. */
#pragma once

#include <glib.h>

/* Has it loaded. MIGHAR_ERROR_ENVIRONMENT where it is not installed, or too old. No function of libpq may be
 * called before this has succeeded once; to have a connection, or parameters of a server that exists, is
 * proof of that. */
gboolean libpq_load(GError **error);
