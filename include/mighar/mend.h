/* Statements that mend a difference between two schemas. The engine's own SQL, so drivers make them. */
#pragma once

#include <mighar/snapshot.h>

/* One difference, as compare/ finds it. */
typedef struct {
  const MigharSnapshot *expected;
  const MigharSnapshot *found;
  const MigharObject *left;  /* as it should be; NULL: it should not be there */
  const MigharObject *right; /* as it is; NULL: it is not there */
  const char *property;      /* the one that differs; NULL: of two objects, that right is called otherwise */
} MigharDifference;

/* What to do about it. Starts zeroed. */
typedef struct {
  char *fix;         /* statements with their semicolons that make right as left; NULL: none is certain to */
  char *hint;        /* for people, or NULL */
  gint64 order;      /* fixes of several differences work in ascending order */
  gboolean cosmetic; /* there is nothing to do: no program can tell the difference */
} MigharRemedy;

typedef void (*MigharMend)(const MigharDifference *difference, MigharRemedy *remedy);

/* Appends pattern to sql with what stands in braces filled in from the object:
 *
 *   {name} {table} {own}  its name; its parent's; its name without its parent's
 *   {value}               the given value
 *   {some property}       that property's value; {'some property} the same as a literal, {^...} in capitals,
 *                         {-...} without a semicolon at its end, {!...} not at all: it only has to be there
 *
 * A part in brackets is left out when one of the values in it is none; they do not nest. Elsewhere a value
 * that is none makes the whole impossible: FALSE, and sql is as before. */
gboolean mighar_mend_fill(GString *sql, const char *pattern, const MigharObject *object, const char *value);

/* Appends text as a literal: 'it''s'. */
void mighar_mend_append_literal(GString *sql, const char *text);

/* The name of a part without that of its whole: "email" of column "public.users.email"; the name itself for
 * what is no part or not called by its whole. */
const char *mighar_object_own_name(const MigharObject *object);
