/* Lists of words. */
#pragma once

#include <glib.h>

/* Whether SQLite reads this word, in any case, as a keyword when it is not quoted. */
gboolean sqlite_has_keyword(const char *word, gsize length);

/* Whether an expression or a list comes next after this word, so that a parenthesis behind it is no list of
 * arguments and a sign behind it is a number's own: AND (a), DEFAULT -1; but not length(a), a - 1. */
gboolean word_expects_operand(const char *word, gsize length);
