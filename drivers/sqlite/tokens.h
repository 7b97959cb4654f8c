/* A statement as a list of tokens, to be read from the left to the right. */
#pragma once

#include <mighar/sql.h>

/* The tokens of sql without white space and comments, and MIGHAR_TOKEN_END behind them: an array of
 * MigharToken that points into sql. Free with g_array_unref(). */
GArray *tokens_new(const char *sql);

/* Tokens from first up to, but not with, end. Behind end there is always one more token that can be looked
 * at. */
typedef struct {
  const MigharToken *first;
  const MigharToken *end;
} TokenSpan;

/* The next token to read; what accepts moves it past what it accepts, and leaves it where it is when it is
 * something else. */
typedef const MigharToken *TokenCursor;

/* A keyword, or several in a row: "NOT NULL". */
gboolean accept_words(TokenCursor *cursor, const char *words);
gboolean accept_mark(TokenCursor *cursor, const char *mark);

/* A name, quoted or not. SQLite takes a string for a name as well where no string can be, and every keyword
 * that can only be a name there. */
gboolean accept_name(TokenCursor *cursor, TokenSpan *name);

/* What stands between a parenthesis and the one that closes it. */
gboolean accept_parentheses(TokenCursor *cursor, TokenSpan *inside);

/* The next part of a list, up to its comma, which is passed over, or to end. False when nothing is left. */
gboolean next_item(TokenCursor *cursor, const MigharToken *end, TokenSpan *item);
