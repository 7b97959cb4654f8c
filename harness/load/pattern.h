/* Regular expressions of formats, which are asked of every file or every line. */
#pragma once

#include <glib.h>

/* The pattern, which must be a valid one, compiled the first time that the process asks for it. Owned by the
 * process, which never frees it, so patterns are the code's and not made of what files say. Any thread may
 * ask. */
GRegex *mighar_pattern(const char *text, GRegexCompileFlags flags);
