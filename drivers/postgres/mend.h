/* What the parts of mending share. Each appends statements to sql, a line each; where none is certain they
 * return FALSE and leave sql as it was. */
#pragma once

#include <mighar/mend.h>

/* How SQL addresses objects of a kind: COMMENT ON keyword name. */
typedef struct {
  const char *kind;
  const char *keyword;
  gboolean is_part; /* named as "own ON table" */
  gboolean has_owner;
  const char *privilege; /* the keyword of GRANT ... ON; NULL: there are no privileges */
} MendAddress;

/* NULL when it cannot be addressed. */
const MendAddress *mend_address(const char *kind);

/* DROP. snapshot is the one that holds the object. */
gboolean mend_drop(GString *sql, const MigharSnapshot *snapshot, const MigharObject *object);

/* RENAME: right is called otherwise than left, which is the same object. */
gboolean mend_rename(GString *sql, const MigharDifference *difference);

/* CREATE, with comments, owner, privileges and parts. */
gboolean mend_create(GString *sql, const MigharSnapshot *snapshot, const MigharObject *object);

/* CREATE OR REPLACE, of a function or a procedure. */
gboolean mend_function(GString *sql, const MigharObject *function);

/* A single property: as in left instead of as in right. right may be NULL: a new object. */
gboolean mend_property(GString *sql, const MigharDifference *difference);
gboolean mend_comment(GString *sql, const MigharSnapshot *snapshot, const MigharObject *object);
gboolean mend_privileges(GString *sql, const MigharObject *left, const MigharObject *right);
gboolean mend_options(GString *sql, const MigharObject *left, const MigharObject *right);

/* What a constraint tells of the index behind it: "index options", "index tablespace", "index comment". */
gboolean mend_constraint_index(GString *sql, const MigharObject *left, const MigharObject *right,
                               const char *property);

/* A setting in SQL: " SET search_path TO a, b". */
void mend_append_setting(GString *sql, const char *setting, const char *value);

/* A column or domain that is NOT NULL by a constraint with a name is mended by that. */
gboolean mend_by_constraint(GString *sql, const MigharSnapshot *snapshot, const MigharObject *object);

/* Whether a NOT NULL with a name is missing, or too much, where there is one without on the other side. */
gboolean mend_is_kept_otherwise(const MigharDifference *difference);

/* Whether that constraint says nothing else, so that its name is all that is missing or left over: a renamed
 * table or column leaves its constraint the name that the server gave it (manual of 18, ALTER TABLE). */
gboolean mend_is_name_alone(const MigharDifference *difference);

/* Whether an object that is made anew has nothing but the privileges that are told of it: what default
 * privileges give it besides was given to the old one, too. */
gboolean mend_privileges_come_alone(const MigharSnapshot *snapshot, const MigharObject *object);

/* Whether the object is a part of a table of its own right: columns of views, and what a partition has from
 * its parent, come and go with those. */
gboolean mend_is_own(const MigharSnapshot *snapshot, const MigharObject *object);

/* Whether objects have several owners, so that a new one's owner has to be said. */
gboolean mend_owners_differ(const MigharSnapshot *snapshot);

/* The object that this one is a part of; NULL when it is none or not in the snapshot. */
const MigharObject *mend_parent(const MigharSnapshot *snapshot, const MigharObject *object);

/* "idx" of "public.idx", and of "public.f(integer)" the f. Free with g_free(). */
char *mend_last_name(const char *name);

/* How long the name is that a text starts with: of "\"Odd role\" with admin option" ten bytes. */
gsize mend_name_length(const char *text);

/* As MigharDriver.mend. */
void postgres_mend(const MigharDifference *difference, MigharRemedy *remedy);
