/* What JSON documents of all kinds are made of. */
#pragma once

#include <glib.h>
#include <jansson.h>
#include <stdio.h>

/* null for NULL. What is no UTF-8 becomes U+FFFD. */
json_t *json_of_string(const char *text);

/* The same for json_of_list(). */
json_t *json_of_text(gconstpointer text);

/* null for 0, which is no line and no column. */
json_t *json_of_position(guint number);

/* An array of what make() makes of each element. */
json_t *json_of_list(const GPtrArray *elements, json_t *(*make)(gconstpointer element));

/* A MigharFinding, for json_of_list(). */
json_t *json_of_finding(gconstpointer finding);

/* The document, indented, with a line end. Takes root over. Free with g_string_free(). NULL on error. */
GString *json_document(json_t *root, GError **error);

/* The same, written as it is made. FALSE on error; whether the stream took it is for the caller to ask. */
gboolean json_write(json_t *root, FILE *stream, GError **error);
