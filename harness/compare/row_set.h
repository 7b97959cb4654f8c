/* What is known of the rows of one table. */
#pragma once

#include <mighar/compare.h>

/* A sum of hashes modulo 2^128. */
typedef struct {
  guint64 low, high;
} RowDigest;

typedef struct {
  const char *name, *object, *identity; /* in the set's columns; NULL: none */
  const char *type;                     /* interned: there are few */
  RowDigest values;                     /* of all values but NULL */
  RowDigest places; /* of the same, each together with the key of its row; empty without a key */
  guint64 nulls;
} RowColumn;

/* In one piece with what they are called. */
typedef struct {
  guint len;
  RowColumn of[];
} RowColumns;

/* So much of a text is kept. */
#define ROW_TEXT_BYTES 200

/* A value of a row that is kept. There are as many as a database has values, nearly, and most of them are
 * short texts and whole numbers, of which all else can be told. */
typedef struct {
  guint32 type : 8;   /* as in MigharCell */
  guint32 whole : 1;  /* the text tells all of it; of others a RowValueFacts stands in front of that */
  guint32 place : 23; /* of its text, in bytes from here; 0: it is NULL */
} RowValue;

typedef struct {
  guint64 hash;
  guint32 length; /* in bytes, of all of it */
} RowValueFacts;

typedef struct {
  guint64 key; /* the hash of its key's values; of all values where there is no key */
  RowValue values[];
} Row;

/* What it is for people; NULL is NULL. The row keeps it. */
static inline const char *row_value_text(const RowValue *value)
{
  return value->place != 0 ? (const char *)value + value->place : NULL;
}

/* Of a text, in bytes, with what was cut. */
gsize row_value_length(const RowValue *value);

/* 0: of NULL. */
guint64 row_value_hash(const RowValue *value);

/* The same value. */
gboolean row_value_equal(const RowValue *a, const RowValue *b);

/* A value of a row that is kept apart: all of it. */
typedef struct {
  guint64 hash; /* 0: of NULL */
  char *text;   /* NULL is NULL */
} ApartValue;

/* Such a row: values by columns, as many as the set has. */
typedef struct {
  ApartValue *values;
} ApartRow;

struct MigharRowSet {
  gatomicrefcount references;
  char *table;
  RowColumns *columns;
  GArray *key;             /* guint: indexes of the columns that tell rows apart; empty: none do */
  GPtrArray *foreign_keys; /* MigharReference */
  guint64 n;
  gboolean whole;       /* all rows are kept */
  GPtrArray *kept;      /* Row; a heap with the largest key first, once not all are kept */
  gsize kept_bytes;     /* of their texts */
  GHashTable *expected; /* rows that are to be kept apart: what tells one -> how many; NULL: none */
  GArray *told_by;      /* guint: the columns whose texts tell them; NULL: the hash of the key does */
  GPtrArray *apart;     /* ApartRow, those that came; NULL: none are expected */
};

#define row_set_column(set, index) (&(set)->columns->of[index])

/* Of one value. */
guint64 row_hash(const MigharCell *cell);

/* How hashes are put together: of a key, one value after the other. */
guint64 row_mix(guint64 key, guint64 hash);

/* Whether the row is one of those that are to be kept apart; then it is kept beside the set. hashes: of its
 * values. */
gboolean row_set_take_apart(MigharRowSet *set, guint64 key, const MigharCell *cells, const guint64 *hashes);

gboolean row_digest_equal(const RowDigest *a, const RowDigest *b);

/* The index of a column; -1: there is none. */
int row_set_find_name(const MigharRowSet *set, const char *name);

/* The index of the column that is this one of another moment; -1: there is none. */
int row_set_find_column(const MigharRowSet *set, const RowColumn *column);

/* The hash that the row has as a key of other, a set of the same table at another moment. FALSE when it has
 * not all the columns that it takes. */
gboolean row_set_key_of(const MigharRowSet *set, const ApartRow *row, const MigharRowSet *other,
                        guint64 *key);

/* The hash of a row that other keeps apart, as its key. */
guint64 row_set_apart_key(const MigharRowSet *set, const ApartRow *row);

/* Keeps the row as far as there is room: in its place others may go. hashes: of its values. */
void row_set_keep(MigharRowSet *set, guint64 key, const MigharCell *cells, const guint64 *hashes);
void row_set_free_kept(MigharRowSet *set);

/* Kept rows by key: uint64 (their own) -> Row. */
GHashTable *row_set_index(const MigharRowSet *set);
