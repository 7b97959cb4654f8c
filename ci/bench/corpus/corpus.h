/* A made-up project: the schema of a business application as it grows over the years, as a chain of
 * migrations for both engines. What comes next is drawn from a seeded generator, so that the same seed and
 * length give the same files on every machine, and the first n migrations are the same whatever the length.
 */
#pragma once

#include <glib.h>

typedef enum { SQLITE, POSTGRES, N_ENGINES } Engine;
typedef enum { UP, DOWN, N_DIRECTIONS } Direction;

typedef enum {
  TYPE_KEY, /* the surrogate key "id" */
  TYPE_TEXT,
  TYPE_CODE, /* varchar(size) */
  TYPE_NUMBER,
  TYPE_AMOUNT,
  TYPE_FLAG,
  TYPE_TIME,
  TYPE_STATUS,    /* an enum; in SQLite a CHECK */
  TYPE_REFERENCE, /* to the key of another table */
} Type;

typedef struct Table Table;

typedef struct {
  char *name;
  Type type;
  guint size;            /* of TYPE_CODE */
  gboolean required;     /* NOT NULL */
  const char *defaults;  /* its DEFAULT, or NULL; interned */
  const char *condition; /* what a CHECK asserts of it, behind its name: ">= 0"; or NULL */
  char *labels;          /* of TYPE_STATUS: "'new', 'paid'" */
  char *enumeration;     /* of TYPE_STATUS: the enum type's name */
  Table *target;         /* of TYPE_REFERENCE */
  gboolean cascades;
  guint
      uses; /* indexes, views, triggers and constraints that name it: while there are any it stays as it is */
} Column;

typedef struct {
  char *name;
  Table *table;
  char *columns; /* "a, b" */
  char *where;   /* or NULL */
  gboolean unique;
  Column *used[2];
} Index;

struct Table {
  char *name;
  GPtrArray *columns; /* Column, owned */
  guint references;   /* columns of other tables that refer to it */
  guint views;
  guint triggers;
  gboolean changed; /* since it was created */
};

typedef struct {
  Column *column;
  char *alias; /* the view's own name of it, which renames do not change */
} ViewColumn;

typedef struct {
  char *name;
  Table *table;
  Table *joined; /* over link; or NULL */
  Column *link;
  GArray *columns; /* ViewColumn */
  gboolean materialized;
} View;

typedef struct {
  char *name;
  Table *table;
  Column *column; /* whose updates fire it */
  char *action;   /* the name of the trigger function; of an own function: to be dropped with it */
  gboolean touch; /* sets updated_at; else it writes to audit_events */
} Trigger;

typedef struct {
  char *name;
  guint revision;
} Routine;

/* The schema after the migrations so far. */
typedef struct {
  guint64 random;
  GHashTable *names; /* all that were ever given */
  GPtrArray *tables;
  GPtrArray *indexes;
  GPtrArray *views;
  GPtrArray *triggers;
  GPtrArray *routines;
  guint features; /* rows of settings */
} Schema;

/* One version, for both engines. */
typedef struct {
  guint number;
  char *name;
  GPtrArray *statements[N_ENGINES][N_DIRECTIONS]; /* char *, without the semicolon at the end */
  GPtrArray *losses;                              /* char *: what mighar is to accept: "users.phone reason" */
} Migration;

/* Chance */

guint pick(Schema *schema, guint n); /* 0..n-1 */
gboolean chance(Schema *schema, guint percent);
/* Any of those that suit; NULL: none does. */
Table *pick_table(Schema *schema, gboolean (*suits)(const Table *table));
Column *pick_column(Schema *schema, const Table *table, gboolean (*suits)(const Column *column));

/* Names: unique ones, owned by the caller. */

char *table_name(Schema *schema);
char *column_name(Schema *schema, const Table *table, Type type);
char *unique_name(Schema *schema, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The schema */

Schema *schema_new(guint64 seed);
void schema_free(Schema *schema);
Table *table_new(char *name);
Table *find_table(const Schema *schema, const char *name);
Column *add_column(Table *table, char *name, Type type);
Column *find_column(const Table *table, const char *name);
/* Has no rows that refer to it, no view, no trigger: SQLite can make it anew. */
gboolean is_leaf(const Table *table);
/* For ViewColumn. */
GArray *view_columns_new(void);

/* SQL; owned by the caller. */

char *column_sql(const Column *column, Engine engine);
char *table_sql(const Table *table, const char *name, Engine engine);
char *type_sql(const Column *column, Engine engine);
char *index_sql(const Index *index);
char *view_sql(const View *view, Engine engine);
char *trigger_sql(const Trigger *trigger, Engine engine);
char *audit_function_sql(const Trigger *trigger);
char *routine_sql(const Routine *routine, guint revision);
char *column_list(const Table *table);

/* Migrations */

Migration *migration_new(guint number);
void migration_free(Migration *migration);
void migration_call(Migration *migration, const char *format, ...) G_GNUC_PRINTF(2, 3);
void run_on(Migration *migration, Engine engine, Direction direction, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
void run_both(Migration *migration, Direction direction, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* Takes the statement over. */
void run_taken(Migration *migration, Engine engine, Direction direction, char *statement);
void accept_loss(Migration *migration, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* A kind of change, and how many in a thousand are of it. FALSE: the schema has nothing that it could change;
 * nothing was done then. */
typedef struct {
  const char *what;
  guint weight;
  gboolean (*make)(Schema *schema, Migration *migration);
} Step;

extern const Step table_steps[], column_steps[], rebuild_steps[], object_steps[]; /* a NULL what ends */

void make_first(Schema *schema, Migration *migration);

/* The next change; schema is then that after it. Free with migration_free(). */
Migration *next_migration(Schema *schema, guint number);

/* Formats */

/* Writes a migration below directory in every format. FALSE: errno tells. */
gboolean write_migration(const char *directory, const Migration *migration);
/* What the tools need besides: Alembic's environment. */
gboolean write_environment(const char *directory);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Schema, schema_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Migration, migration_free)
