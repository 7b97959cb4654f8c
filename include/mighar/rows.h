/* Rows of tables: writing some, reading them all.
 *
 * A driver describes its tables (MigharTable); a seeder makes rows of the description, and the database
 * itself has the last word on each of them. Values go in as text and come out as cells. */
#pragma once

#include <mighar/driver.h>
#include <mighar/table.h>

/* One value as read. */
typedef struct {
  const void *bytes; /* the engine's own text, or the bytes of a number; NULL is NULL */
  gsize length;
  char type; /* 'n' NULL, 't' text, 'b' bytes, 'i' gint64, 'r' double: what makes values equal */
} MigharCell;

/* What a value is for a person, and for writing it again as a value that goes in. NULL is NULL. Free with
 * g_free(). */
char *mighar_cell_text(const MigharCell *cell);

/* A text as reports show it: in quotes; a long one is cut, and its length told (bytes: of the whole of it, of
 * which text is the beginning). NULL is NULL. Free with g_free(). */
char *mighar_text_shown(const char *text, gsize bytes);

/* Why the database did not take rows. */
typedef enum {
  MIGHAR_REFUSED_OTHER, /* a trigger, a type, anything */
  MIGHAR_REFUSED_NULL,
  MIGHAR_REFUSED_UNIQUE, /* also exclusion */
  MIGHAR_REFUSED_CHECK,
  MIGHAR_REFUSED_REFERENCE,
  MIGHAR_REFUSED_VALUE, /* no such value of this type */
} MigharRefusedKind;

typedef struct {
  MigharRefusedKind kind;
  char *constraint; /* name of the constraint or index; or NULL */
  char *column;     /* or NULL */
  char *message;    /* the engine's own words, one line */
  char *code;       /* as in MigharOutcome */
} MigharRefusal;

void mighar_refusal_clear(MigharRefusal *refusal);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MigharRefusal, mighar_refusal_clear)

/* Rows to be written to one table. */
typedef struct {
  const char *table;  /* as in the snapshot */
  GPtrArray *columns; /* char *: names; those that are not among them get what the database has for them */
  GPtrArray *rows;    /* char **, one value a column; NULL is NULL, mighar_default is the default */
  const MigharTable *described; /* what the columns hold; NULL: nobody knows, and values go in as the engine's
                                   own text */
  const GPtrArray *returning;   /* char *: columns that are wanted of each row as the database has it then;
                                   NULL: none. For inserting alone */
  gboolean is_key; /* for removing: no other row has the same values in columns; else one row goes for each
                      that is told */
  GPtrArray *returned; /* where to: char ** that are texts as of mighar_cell_text(), in the order of rows;
                          fewer where the database has dropped some of them in silence. an array as of
                          mighar_rows_new() */
} MigharInsert;

/* Rows of values: an array of char ** that owns them. */
GPtrArray *mighar_rows_new(void);

/* Adds a row of copies of n values, all NULL where values is; mighar_default stays what it is. Returns the
 * row, which rows owns: what is put in its places is freed with it. */
char **mighar_rows_add(GPtrArray *rows, char *const *values, guint n);

/* Stands for "the database's own value", by its address. */
extern char mighar_default[];

/* Told of each row in turn. FALSE ends the reading, which is no error. cells: as many as columns were asked
 * for; they live until the function returns. */
typedef gboolean (*MigharRowFunc)(const MigharCell *cells, void *data);

/* What is wanted of the rows of a table (of a table alone, not of its children). */
typedef struct {
  const char *table;        /* as in the snapshot */
  const GPtrArray *columns; /* char *: names */
  guint64 limit;            /* at most so many rows, in no order; 0: all */
  gboolean stored; /* it is known that the table has rows of its own and that all of these columns are
                      kept, none of them worked out from others */
  MigharRowFunc row;
  void *data; /* for row */
} MigharRead;

/* Tables of up to so many rows are dealt with row by row: each is made by itself, all are kept in memory, and
 * they are read along with what writes them. */
#define MIGHAR_FEW_ROWS 1000

/* Readings of tables as a whole: an array of MigharRead that owns their arrays of columns, for
 * g_array_unref(). */
GArray *mighar_reads_new(void);

/* Adds all rows and columns of the table, whose names are pointed to. Returns what was added, until more is:
 * row and data are to be set. */
MigharRead *mighar_reads_add(GArray *reads, const MigharTable *table);

/* How the value of a column follows from the number n of a row. */
typedef enum {
  MIGHAR_SOURCE_LIST,  /* by turns: the one of values at n % their number. The lists of a table are as long as
                          each other, so that rows of them repeat as wholes */
  MIGHAR_SOURCE_COUNT, /* the number base + n */
  MIGHAR_SOURCE_TIME,  /* n seconds after start, in a column of dates n days */
  MIGHAR_SOURCE_TEXT,  /* prefix, n with leading zeros, suffix */
  MIGHAR_SOURCE_ROW,   /* what it refers to: by turns the rows of another table in the order of their keys */
  MIGHAR_SOURCE_MADE,  /* what make says of n: not to be had from an engine */
} MigharSourceKind;

typedef struct {
  const MigharColumn *column;
  MigharSourceKind kind;
  GPtrArray *values;                /* of a list: char *, NULL is NULL */
  gint64 base;                      /* of a count */
  char *start;                      /* of a time: "2000-01-01 00:00:00" */
  char *prefix, *suffix;            /* of a text */
  guint digits;                     /* how many it has at least */
  gboolean hexadecimal;             /* and in which notation */
  const MigharReference *reference; /* of a row: sources of one reference are of the same row */
  guint part;                       /* which of its columns */
  guint64 rows;                     /* how many rows there are to refer to, at least one */
  guint64 every; /* so many rows refer to the same one before the next one's turn: (n / every) % rows */
  char *(*make)(const void *data, guint64 n); /* of one that is made; NULL is NULL; the caller frees it */
  const void *data;
} MigharSource;

/* What a source gives for n, for an engine that does not work it out itself; not of a row. Valid until buffer
 * is used again; NULL is NULL. */
const char *mighar_source_value(const MigharSource *source, guint64 n, GString *buffer);

/* Rows to be generated. Columns without a source get what the database has for them. */
typedef struct {
  const MigharTable *table;
  const GPtrArray *sources; /* MigharSource */
  guint64 first, n;
  gboolean lenient; /* rows whose keys others have already are left out without a word */
} MigharGeneration;

/* Where a sequence (or what an engine has in its place) stands. */
typedef struct {
  char *name;     /* "sequence public.users_id_seq": as in a finding */
  char *table;    /* whose column it serves, as in the snapshot; or NULL */
  char *column;   /* or NULL */
  char *next;     /* what it hands out next; NULL: it is exhausted or cannot be read */
  gboolean used;  /* a row of the column has that value, or one that comes after it */
  char *state;    /* for the driver: all that restore_positions needs */
  char *catch_up; /* a statement that moves it behind all keys of the column, whatever they are; or NULL */
} MigharPosition;

MigharPosition *mighar_position_copy(const MigharPosition *position);
void mighar_position_free(MigharPosition *position);

/* Which sequences are asked for, and what becomes of them before. */
typedef struct {
  const MigharSnapshot *schema; /* of the database */
  GHashTable *tables;           /* a set of names as in the snapshot, of tables whose sequences are asked for,
                                   and of sequences; NULL: all there are */
  const GPtrArray *set_back;    /* MigharPosition: sequences of the schema that are set to where they stood,
                                   first of all; NULL: none */
  GPtrArray *positions;         /* MigharPosition that it owns: where to add those that are asked for, sorted
                                   by name; NULL: none is asked for */
} MigharSequences;

/* What is to be read of tables of few rows, and of sequences (or NULL). */
typedef struct {
  const MigharRead *reads;
  guint n;
  const MigharSequences *sequences;
} MigharAhead;

struct MigharRowsDriver {
  /* The tables of a snapshot that rows can be written to, sorted by name: those whose names are in the set,
   * or NULL: all; an array of MigharTable that owns them. Pure, and costs what these tables have. Tables that
   * are an engine's or an extension's own are not among them. What a part, or a reference, owes to another
   * table is known if that is asked for, too. */
  GPtrArray *(*tables)(const MigharSnapshot *snapshot, GHashTable *names);

  /* Writing: everything between begin and end is one transaction on a session of the driver's own, in which
   * triggers and constraints are as an application finds them. end commits what was taken. A commit that is
   * refused (constraints that are deferred) undoes it all: *refusal is set, and FALSE returned without an
   * error. */
  gboolean (*begin)(MigharDatabase *database, GError **error);
  gboolean (*end)(MigharDatabase *database, MigharRefusal *refusal, GError **error);

  /* The other way to end it: undoes all since begin. What an engine does outside of transactions stays, such
   * as numbers that were taken from sequences. May be NULL: a copy of the database has to do. */
  gboolean (*undo)(MigharDatabase *database, GError **error);

  /* Tells before an insert or a remove that, if it is taken, nothing but end follows, so that it may go along
   * in one message. May be NULL. */
  void (*expect_end)(MigharDatabase *database);

  /* Tells after expect_end what is to be read when that end is there: it may go along in the same message,
   * sequences that are set back included. read() takes it from there if it is asked for nothing else, and
   * nothing has been done to the database by then. Everything is copied; row, data and positions are not
   * used. May be NULL. */
  void (*read_ahead)(MigharDatabase *database, const MigharAhead *ahead);

  /* Writes the rows of all of the inserts in one statement where the engine can, so that they may refer to
   * each other, or none of them. *taken tells which; refusal is set when they were not. FALSE on error. */
  gboolean (*insert)(MigharDatabase *database, const MigharInsert *inserts, guint n, gboolean *taken,
                     MigharRefusal *refusal, GError **error);

  /* Sets columns of the row that has the values of keys (both: columns and one row each). As insert. */
  gboolean (*update)(MigharDatabase *database, const MigharInsert *values, const MigharInsert *keys,
                     gboolean *taken, MigharRefusal *refusal, GError **error);

  /* Deletes rows of n tables, each told by values of columns, in one statement where the engine can, so that
   * rows may go that refer to each other. As insert. */
  gboolean (*remove)(MigharDatabase *database, const MigharInsert *keys, guint n, gboolean *taken,
                     MigharRefusal *refusal, GError **error);

  /* Reads rows of n tables, one table after the other, and where sequences stand (or NULL), in as few
   * messages as can be. With settings of a session that do not change how values are written from one call to
   * the next. Between begin and end what was written is seen. Never more than a few rows in memory. */
  gboolean (*read)(MigharDatabase *database, const MigharRead *reads, guint n,
                   const MigharSequences *sequences, GError **error);

  /* Writes many rows at once, made by the engine itself where it can: a row for each number from first to
   * first + n - 1, the values of each as sources say, in the order of numbers. *taken, refusal: as insert.
   * *written: how many there are then, fewer than n where a trigger keeps some from being written or
   * generation is lenient. May be NULL: the engine cannot. */
  gboolean (*generate)(MigharDatabase *database, const MigharGeneration *generation, guint64 *written,
                       gboolean *taken, MigharRefusal *refusal, GError **error);

  /* How many rows each of the tables has, counted up to limit: as many counts as names. */
  gboolean (*count)(MigharDatabase *database, const GPtrArray *tables, guint64 limit, guint64 *counts,
                    GError **error);
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MigharPosition, mighar_position_free)
