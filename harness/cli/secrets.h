/* Passwords on the command line. */
#pragma once

/* A copy of the arguments to work with, free with g_strfreev(). The passwords of connection URLs and strings
 * in argv itself are overwritten, because the process list shows them to every user of the machine. */
char **secrets_take(int argc, char **argv);

/* The URL or connection string as it may be shown: what may be a password is left out of it. Free with
 * g_free(). */
char *secrets_hide(const char *url);
