#include "words.h"

#include <stdlib.h>
#include <string.h>

/* Both sorted, for bsearch(). */

/* https://www.sqlite.org/lang_keywords.html */
static const char *const sqlite_keywords[] = {
    "abort",
    "action",
    "add",
    "after",
    "all",
    "alter",
    "always",
    "analyze",
    "and",
    "as",
    "asc",
    "attach",
    "autoincrement",
    "before",
    "begin",
    "between",
    "by",
    "cascade",
    "case",
    "cast",
    "check",
    "collate",
    "column",
    "commit",
    "conflict",
    "constraint",
    "create",
    "cross",
    "current",
    "current_date",
    "current_time",
    "current_timestamp",
    "database",
    "default",
    "deferrable",
    "deferred",
    "delete",
    "desc",
    "detach",
    "distinct",
    "do",
    "drop",
    "each",
    "else",
    "end",
    "escape",
    "except",
    "exclude",
    "exclusive",
    "exists",
    "explain",
    "fail",
    "filter",
    "first",
    "following",
    "for",
    "foreign",
    "from",
    "full",
    "generated",
    "glob",
    "group",
    "groups",
    "having",
    "if",
    "ignore",
    "immediate",
    "in",
    "index",
    "indexed",
    "initially",
    "inner",
    "insert",
    "instead",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "key",
    "last",
    "left",
    "like",
    "limit",
    "match",
    "materialized",
    "natural",
    "no",
    "not",
    "nothing",
    "notnull",
    "null",
    "nulls",
    "of",
    "offset",
    "on",
    "or",
    "order",
    "others",
    "outer",
    "over",
    "partition",
    "plan",
    "pragma",
    "preceding",
    "primary",
    "query",
    "raise",
    "range",
    "recursive",
    "references",
    "regexp",
    "reindex",
    "release",
    "rename",
    "replace",
    "restrict",
    "returning",
    "right",
    "rollback",
    "row",
    "rows",
    "savepoint",
    "select",
    "set",
    "table",
    "temp",
    "temporary",
    "then",
    "ties",
    "to",
    "transaction",
    "trigger",
    "unbounded",
    "union",
    "unique",
    "update",
    "using",
    "vacuum",
    "values",
    "view",
    "virtual",
    "when",
    "where",
    "window",
    "with",
    "within",
    "without",
};

static const char *const words_before_operands[] = {
    "all",      "always", "and",     "as",        "between", "by",     "case",      "check",  "default",
    "distinct", "do",     "else",    "except",    "exclude", "exists", "filter",    "from",   "having",
    "ilike",    "in",     "include", "intersect", "into",    "is",     "key",       "like",   "limit",
    "not",      "offset", "on",      "or",        "over",    "return", "returning", "select", "set",
    "similar",  "then",   "union",   "unique",    "using",   "values", "when",      "where",  "with",
};

typedef struct {
  const char *start;
  gsize length;
} Word;

static int compare_word(gconstpointer key, gconstpointer element)
{
  const Word *word = key;
  const char *listed = *(const char *const *)element;
  int order = g_ascii_strncasecmp(word->start, listed, word->length);
  return order != 0 ? order : -(listed[word->length] != '\0');
}

static gboolean is_listed(const char *word, gsize length, const char *const *list, gsize n)
{
  Word key = {word, length};
  return bsearch(&key, list, n, sizeof *list, compare_word) != NULL;
}

gboolean sqlite_has_keyword(const char *word, gsize length)
{
  return is_listed(word, length, sqlite_keywords, G_N_ELEMENTS(sqlite_keywords));
}

gboolean word_expects_operand(const char *word, gsize length)
{
  return is_listed(word, length, words_before_operands, G_N_ELEMENTS(words_before_operands));
}
