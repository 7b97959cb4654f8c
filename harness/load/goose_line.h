/* How goose reads one line of a file: internal/sqlparser/parser.go. */
#pragma once

#include "source.h"

/* White space and two dashes, and whatever follows. */
gboolean mighar_goose_is_comment(const MigharLine *line);

gboolean mighar_goose_is_blank(const char *text, gsize length);

/* Whether the line is what goose takes for an annotation, right or wrong. */
gboolean mighar_goose_is_annotation(const MigharLine *line);

/* What an annotation says: "Up". Free with g_free(). */
char *mighar_goose_annotation_words(const MigharLine *line);

/* The semicolon that ends a message, of a NUL-terminated line: the last character of the last word in front
 * of a comment. NULL when it is another character. */
const char *mighar_goose_find_semicolon(const char *line);
