/* A table in words that all engines share: what kinds of values its columns hold, its keys, what it refers
 * to. A driver makes the description from a snapshot alone. */
#pragma once

#include <glib.h>

/* What kind of values a column holds. The names say what text is expected of a value that goes in. */
typedef enum {
  MIGHAR_VALUE_UNKNOWN,   /* nothing is known; NULL, the default and what stands in the table already */
  MIGHAR_VALUE_ANY,       /* whatever: a column of SQLite without a type */
  MIGHAR_VALUE_INTEGER,   /* "-42"; bits tells the width */
  MIGHAR_VALUE_NUMERIC,   /* "12.50"; precision and scale, where they are limited */
  MIGHAR_VALUE_FLOAT,     /* "1.5e300"; bits */
  MIGHAR_VALUE_BOOLEAN,   /* "true", "false" */
  MIGHAR_VALUE_TEXT,      /* length in characters, where it is limited */
  MIGHAR_VALUE_BYTES,     /* hexadecimal digits */
  MIGHAR_VALUE_DATE,      /* "2024-02-29" */
  MIGHAR_VALUE_TIME,      /* "23:59:59.999999" */
  MIGHAR_VALUE_TIMESTAMP, /* "2024-02-29 12:00:00" */
  MIGHAR_VALUE_INTERVAL,  /* "1 day 02:00:00" */
  MIGHAR_VALUE_UUID,
  MIGHAR_VALUE_JSON,
  MIGHAR_VALUE_XML,
  MIGHAR_VALUE_ENUM,    /* one of labels */
  MIGHAR_VALUE_NETWORK, /* "10.0.0.0/8", also a host */
  MIGHAR_VALUE_BITS,    /* "0101"; length */
  MIGHAR_VALUE_LITERAL, /* one of labels: a type that only a few texts are known of */
} MigharValueKind;

/* How a value of the kind above is wrapped. */
typedef enum {
  MIGHAR_WRAP_NONE,
  MIGHAR_WRAP_ARRAY, /* "{...}" */
  MIGHAR_WRAP_RANGE, /* "[a,b)" */
} MigharWrap;

typedef struct {
  char *name;     /* as in the catalog, unquoted */
  char *object;   /* name of its object in the snapshot: "public.users.status" */
  char *identity; /* what a rename of the column does not change; NULL: the engine has none */
  char *type;     /* as the engine writes it */
  MigharValueKind kind;
  MigharWrap wrap;
  int bits, length, precision, scale; /* 0: not limited (scale: -1) */
  char **labels;                      /* NULL ends; or NULL */
  gboolean nullable;
  gboolean has_default; /* the database has a value of its own for it */
  gboolean serial;      /* and that counts up: identity, nextval(), rowid */
  gboolean generated;   /* it can't be written at all */
  GPtrArray *checks;    /* char *: expressions that hold for it, of its domain; "VALUE" stands for it */
} MigharColumn;

/* A unique or primary key, in columns of the table. */
typedef struct {
  GArray *columns;     /* guint: indexes into MigharTable.columns; those of an expression are left out */
  gboolean primary;    /* its columns tell rows apart, and none is NULL */
  gboolean expression; /* it is over an expression, a predicate or an exclusion: it may forbid more than it
                          says here */
} MigharKey;

typedef struct {
  char *name;            /* of the constraint; or NULL */
  GArray *columns;       /* guint: indexes into MigharTable.columns */
  char *references;      /* name of a table as in the snapshot */
  GPtrArray *referenced; /* char *: its columns, as many */
  char *on_delete;       /* "CASCADE", "SET NULL", ...: what is done when the row that is referred to goes;
                            NULL: that is refused */
  gboolean deferrable;
} MigharReference;

MigharReference *mighar_reference_copy(const MigharReference *reference);
void mighar_reference_free(MigharReference *reference);

/* A table that rows can be written to. */
typedef struct {
  char *name;            /* as in the snapshot: "public.users" */
  char *parent;          /* the partitioned table that it is a part of; or NULL */
  gboolean partitioned;  /* rows go to its parts */
  GPtrArray *columns;    /* MigharColumn, in the order of the table */
  GPtrArray *keys;       /* MigharKey */
  GPtrArray *references; /* MigharReference */
  GPtrArray *checks;     /* char *: expressions over the columns, as the engine writes them */
} MigharTable;

/* An empty table, and its parts: with nothing known but the name. The table owns its parts. */
MigharTable *mighar_table_new(const char *name);
MigharColumn *mighar_table_add_column(MigharTable *table, const char *name);
MigharKey *mighar_table_add_key(MigharTable *table);
MigharReference *mighar_table_add_reference(MigharTable *table, const char *references);
void mighar_table_free(MigharTable *table);

/* The index of a column; -1: there is none. */
int mighar_table_column(const MigharTable *table, const char *name);

/* A table that has no rows, or far fewer than were wanted. */
typedef struct {
  char *table;
  guint64 rows; /* that it has */
  char *reason; /* the database's own words, or what keeps rows from being made */
} MigharUnfilled;

MigharUnfilled *mighar_unfilled_new(const char *table, guint64 rows, const char *reason);
void mighar_unfilled_free(MigharUnfilled *unfilled);

/* An array of them that owns them; in it, sorted by table. */
GPtrArray *mighar_unfilled_list(void);
void mighar_unfilled_sort(GPtrArray *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharTable, mighar_table_free)
