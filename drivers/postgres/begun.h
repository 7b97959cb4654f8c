/* Connections that are made while there is other work: the server's process for each needs some milliseconds
 * before it takes queries. */
#pragma once

#include "parameters.h"

/* Of those that are under way, which it owns. Free with g_ptr_array_unref(), which ends them. */
GPtrArray *begun_new(void);

/* Sends for a connection, as of parameters_connect(), and does not wait for it. */
void begun_add(GPtrArray *begun, const Parameters *parameters, const char *database, const char *options);

/* Waits for such a connection, and hands it over; NULL: none is under way, or nothing became of it, or the
 * server has ended it since. options: as text, or NULL. */
PGconn *begun_take(GPtrArray *begun, const Parameters *parameters, const char *database, const char *options);

/* Whether begun_take() would not have to wait for long: the server has answered, or nothing is under way. */
gboolean begun_has_come(const GPtrArray *begun, const char *database, const char *options);

/* The one that was begun first, made, which stays under way; NULL: nothing became of it. */
PGconn *begun_first(GPtrArray *begun, const Parameters *parameters);

/* Ends what is under way to the database, the server's processes included, so that it can be copied or
 * dropped. */
void begun_end(GPtrArray *begun, const Parameters *parameters, const char *database);
