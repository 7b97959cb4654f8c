/* What a CREATE INDEX CONCURRENTLY or REINDEX CONCURRENTLY that failed leaves behind: an index that costs
 * writes and serves no reads, and makes IF NOT EXISTS believe that there is one. */
#pragma once

#include <glib.h>
#include <libpq-fe.h>

typedef struct {
  char *name;      /* "public.users_email_idx", as SQL understands it */
  char *bare_name; /* "users_email_idx" */
  char *table;     /* "public.users", likewise */
  char *drop;      /* the statement that removes it */
  char *rebuild; /* the statement that makes it valid; NULL: it is the remnant of such a one, to be dropped */
} TargetIndex;

/* The indexes of the database that are not valid, sorted by name, but for those that somebody is building
 * right now, and those of partitioned tables, which wait for their parts: an array of TargetIndex that owns
 * them. NULL and MIGHAR_ERROR_ENVIRONMENT. */
GPtrArray *target_indexes_invalid(PGconn *connection, GError **error);
