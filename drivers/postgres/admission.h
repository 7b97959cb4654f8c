/* Whether a server that exists will do for scratch databases. */
#pragma once

#include <glib.h>
#include <libpq-fe.h>

/* FALSE and MIGHAR_ERROR_ENVIRONMENT where it is too old, or this user may not create databases on it. */
gboolean admission_check(PGconn *connection, GError **error);
