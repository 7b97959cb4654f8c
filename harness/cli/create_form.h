/* What the files of a new migration are in each format: what stands in them, and their names where there is
 * no last migration to take them from. */
#pragma once

#include <glib.h>

typedef struct {
  const char *format;
  const char
      *text; /* of the only file, which holds both halves; NULL: up and down are a file each, and empty */
  const char *version; /* of a first migration: NULL is the moment as digits */
  const char *up;      /* the names of a first one's files: {version}, {title} */
  const char *down;    /* NULL: there is none */
  const char *tool; /* what makes its migrations instead, since they are more than files; NULL: mighar can */
} CreateForm;

/* NULL when there is none of that name. */
const CreateForm *create_form(const char *format);

/* "dbmate, diesel, ...": those that mighar can make. Free with g_free(). */
char *create_form_names(void);

/* The text of a file with both halves, in the words of the last one (its content, or NULL). */
const char *create_form_text(const CreateForm *form, const char *last);

/* A pattern with the words in it. Free with g_free(). */
char *create_form_fill(const char *pattern, const char *version, const char *title);
