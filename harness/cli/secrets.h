/* Passwords on the command line. */
#pragma once

/* A copy of the arguments to work with, free with g_strfreev(). The passwords of connection URLs and strings
 * in argv itself are overwritten, because the process list shows them to every user of the machine. */
char **secrets_take(int argc, char **argv);
