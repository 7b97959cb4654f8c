/* One text for all ways of writing the same SQL. White space, comments, quotes that are not needed, and the
 * case of keywords are no part of it, nor is what SQLite does to the text itself when it carries out ALTER
 * TABLE: quotes around a new name, and "text" made to 'text' where it never was a name. */
#pragma once

#include "dependents.h"
#include "tokens.h"

/* What the names in a text can mean. Any may be NULL. */
typedef struct {
  GHashTable *own;        /* the columns of the table, or what the text itself names */
  GHashTable *schema;     /* all tables and columns there are */
  Dependents *dependents; /* is told of what is looked up in schema */
} NameScope;

/* An expression, a statement, or any part of these. Free the result of all these with g_free(). */
char *canonical_text(TokenSpan span, const NameScope *scope);

/* The columns or expressions of a key: ASC, which is the default, is left out. */
char *canonical_key(TokenSpan span, const NameScope *scope);

/* The value of a DEFAULT, where a name stands for itself as a text. */
char *canonical_constant(TokenSpan span);

/* What is one word or several, quoted or not, but the name of nothing in the schema: a type, a collation, an
 * action. NULL when the span is empty. */
char *canonical_upper(TokenSpan span);

/* One name, with the spelling that scope has for it, or as it is. */
char *canonical_name(const MigharToken *token, const NameScope *scope);

/* Adds the names that the text gives to things: count(*) AS total, users u. */
void add_aliases(TokenSpan span, GHashTable *names);
