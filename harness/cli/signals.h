/* Signals that end the program. */
#pragma once

#include <glib.h>

/* From now on SIGINT, SIGTERM and SIGHUP end what the drivers have running and erase the live line before the
 * program dies of the signal, as its parent should see. A write to a closed pipe is an error, not a signal.
 */
void signals_install(void);

/* From now on the first of these signals says only that the program is to stop where it can do so with
 * nothing half done, which is told, and handler, if it is not NULL, is called: it may do what is
 * async-signal-safe. The second one ends the program as before. */
void signals_defer(void (*handler)(void));

/* Whether there was such a first one. */
gboolean signals_asked(void);

/* Dies of the signal that has asked the program to stop, if one has. */
void signals_die_if_asked(void);
