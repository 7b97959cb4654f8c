/* What server programs call themselves, kept between runs: to ask one takes longer than anything else before
 * a server starts. */
#pragma once

#include <glib.h>

/* What the program said when its title was kept; NULL when it was not, or the file is another one by now.
 * Free with g_free(). */
char *titles_find(const char *program);

/* Keeps it, where that is possible. */
void titles_keep(const char *program, const char *title);
