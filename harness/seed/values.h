/* The values of a column: text as MigharValueKind says it. */
#pragma once

#include "hints.h"

/* What kind of value is wanted. A maker that has nothing of the sort makes a typical one. */
typedef enum {
  IDEA_TYPICAL,
  IDEA_MIXED, /* mixed case, Unicode, fractions, time of day to the microsecond */
  IDEA_GREATEST,
  IDEA_LEAST,   /* empty, negative */
  IDEA_NOTHING, /* NULL; where it may not be: zero */
  IDEAS,
} Idea;

/* A value that was made. */
typedef struct {
  char *text;       /* owned; NULL is NULL */
  const char *note; /* "the longest text": what is notable about it; static; NULL: nothing */
} Value;

/* n tells values apart: of one idea, other numbers are other values as far as the type has as many. salt
 * makes them others for another table, column or --seed. */
Value value_make(const Hint *hint, Idea idea, guint64 n, guint64 salt);

/* The one of this index among values that the column could not hold in the schema before. text NULL and note
 * NULL: there are no more. */
Value value_make_late(const Hint *hint, guint index, guint64 n, guint64 salt);

/* Makers, one for a kind. NULL: nothing of that idea. */
typedef Value (*ValueMaker)(const Hint *hint, Idea idea, guint64 n, guint64 salt);

Value make_integer(const Hint *hint, Idea idea, guint64 n, guint64 salt);
Value make_numeric(const Hint *hint, Idea idea, guint64 n, guint64 salt);
Value make_float(const Hint *hint, Idea idea, guint64 n, guint64 salt);
Value make_boolean(const Hint *hint, Idea idea, guint64 n, guint64 salt);
Value make_text(const Hint *hint, Idea idea, guint64 n, guint64 salt);
Value make_bytes(const Hint *hint, Idea idea, guint64 n, guint64 salt);
Value make_bits(const Hint *hint, Idea idea, guint64 n, guint64 salt);
Value make_json(const Hint *hint, Idea idea, guint64 n, guint64 salt);
Value make_xml(const Hint *hint, Idea idea, guint64 n, guint64 salt);
Value make_uuid(const Hint *hint, Idea idea, guint64 n, guint64 salt);
Value make_network(const Hint *hint, Idea idea, guint64 n, guint64 salt);
Value make_label(const Hint *hint, Idea idea, guint64 n, guint64 salt);
Value make_date(const Hint *hint, Idea idea, guint64 n, guint64 salt);
Value make_time(const Hint *hint, Idea idea, guint64 n, guint64 salt);
Value make_timestamp(const Hint *hint, Idea idea, guint64 n, guint64 salt);
Value make_interval(const Hint *hint, Idea idea, guint64 n, guint64 salt);
Value make_any(const Hint *hint, Idea idea, guint64 n, guint64 salt);

/* A text of exactly or at least that many characters, that starts with start. Free with g_free(). */
char *text_of_length(const char *start, guint length);

/* Spreads a number over 64 bits. */
guint64 value_mix(guint64 number);
