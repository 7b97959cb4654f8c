/* What CREATE DATABASE ... TEMPLATE does not copy: what is said of a database, not in it. */
#pragma once

#include <glib.h>
#include <libpq-fe.h>

/* Gives the database target the owner, privileges, comment, connection limit and settings that source has.
 * MIGHAR_ERROR_ENVIRONMENT. */
gboolean traits_copy(PGconn *administration, const char *source, const char *target, GError **error);
