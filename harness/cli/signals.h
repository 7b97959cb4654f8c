/* Signals that end the program. */
#pragma once

/* From now on SIGINT, SIGTERM and SIGHUP end what the drivers have running and erase the live line before the
 * program dies of the signal, as its parent should see. A write to a closed pipe is an error, not a signal.
 */
void signals_install(void);
