/* A process beside mighar that removes a directory when mighar ends without having done so, as one that is
 * killed does. */
#pragma once

#include <glib.h>

/* Starts it for the directory; FALSE where it cannot be started, which is no more than that nobody sweeps. */
gboolean sweeper_start(const char *directory);

/* Ends it, and waits for it; the directory goes now, if it is still there. */
void sweeper_stop(void);
