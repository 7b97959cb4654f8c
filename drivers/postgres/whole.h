/* A session that reads a schema as a whole, of what may be read in changes otherwise. What a first reading
 * takes is mostly that its queries are prepared and planned: here that is done while others work. */
#pragma once

#include <libpq-fe.h>
#include <mighar/snapshot.h>

typedef struct Whole Whole;

/* Has the connection, which was opened with catalog_options() and is taken over, do what its first reading
 * will need, and does not wait for it: of a schema that holds next to nothing, as long as nobody reads the
 * answers. NULL: it cannot be asked. */
Whole *whole_new(PGconn *connection);

/* As catalog_read_present(); known is not NULL. NULL: the connection is of no use any more. */
MigharSnapshot *whole_read(Whole *whole, MigharSnapshot *known);

/* Frees it but for the connection, the caller's now. NULL is allowed. */
PGconn *whole_leave(Whole *whole);

/* Closes the connection, too, as session_close() does. NULL is allowed. */
void whole_free(Whole *whole);
