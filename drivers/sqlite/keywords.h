/* SQLite's keywords, as the library itself tells them. */
#pragma once

#include <glib.h>

/* Whether the word, in any case, can be a keyword. */
gboolean is_keyword(const char *word, gsize length);

/* Whether it is one wherever it stands unquoted (ORDER), so that a name has to be quoted; of other keywords
 * (KEY, ACTION) the place decides. */
gboolean is_reserved(const char *word, gsize length);
