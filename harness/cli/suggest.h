/* Which word was meant. */
#pragma once

/* The candidate (NULL ends them) that is so near to the word that a slip explains it, or that starts with it;
 * NULL when none is. */
const char *suggest(const char *word, const char *const *candidates);

/* "did you mean 'x'?" when there is such a candidate, else a copy of otherwise. Free with g_free(). */
char *suggest_hint(const char *word, const char *const *candidates, const char *otherwise);
