#include "logged.h"

#include "followed.h"

#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

enum { MOST_COLUMNS = 7, FIRST_OF_OTHERS = 16384 };

typedef struct {
  const char *catalog;
  const char *columns[MOST_COLUMNS]; /* those that are looked at */
  gboolean (*read)(const Logged *logged, const guint8 *values, MirrorRow *row);
  const char *null; /* a column that has to be null, for the row to be read so; or NULL */
} Reader;

struct Logged {
  const Reader *reader;
  guint places[MOST_COLUMNS]; /* where these columns are */
  guint end;                  /* of the last of them */
  guint32 null;               /* which has to be null, as a bit (wal.h); or 0 */
};

const char logged_query[] =
    "SELECT c.relname, a.attname, a.attlen, a.attalign"
    "  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
    " WHERE c.oid IN ('pg_attrdef'::regclass, 'pg_attribute'::regclass, 'pg_constraint'::regclass,"
    "                 'pg_depend'::regclass, 'pg_sequence'::regclass, 'pg_trigger'::regclass)"
    " ORDER BY c.oid, a.attnum";

guint32 logged_shape(const char *text)
{
  return *text != '\0' ? (guint32)XXH3_64bits(text, strlen(text)) : 0;
}

/* Values */

static guint32 id_at(const Logged *logged, const guint8 *values, guint column)
{
  guint32 id;
  memcpy(&id, values + logged->places[column], sizeof id);
  return id;
}

static gint16 small_at(const Logged *logged, const guint8 *values, guint column)
{
  gint16 number;
  memcpy(&number, values + logged->places[column], sizeof number);
  return number;
}

static char letter_at(const Logged *logged, const guint8 *values, guint column)
{
  return (char)values[logged->places[column]];
}

/* Of the type name: up to 63 bytes, filled up with zeros. */
static const char *name_at(const Logged *logged, const guint8 *values, guint column)
{
  return (const char *)values + logged->places[column];
}

/* Each gives what changes_catalog_sql() asks for. FALSE: the row is the server's own. */

static gboolean own(MirrorRow *row, guint n, guint16 class, guint32 id)
{
  row->classes[n] = class;
  row->ids[n] = id;
  return id >= FIRST_OF_OTHERS;
}

static gboolean read_attrdef(const Logged *logged, const guint8 *values, MirrorRow *row)
{
  enum { ADRELID, ADNUM };
  row->part = small_at(logged, values, ADNUM);
  return own(row, 0, CLASS_COLUMNS, id_at(logged, values, ADRELID));
}

static gboolean read_attribute(const Logged *logged, const guint8 *values, MirrorRow *row)
{
  enum { ATTRELID, ATTNUM, ATTNAME, ATTTYPID, ATTTYPMOD, ATTCOLLATION, ATTISDROPPED };
  gboolean dropped = letter_at(logged, values, ATTISDROPPED) != 0;
  char shape[160];
  row->part = small_at(logged, values, ATTNUM);
  row->letter = dropped ? GONE_LETTER : ANY_LETTER;
  g_snprintf(shape, sizeof shape, "%d %.63s %u %d %u %c", row->part, name_at(logged, values, ATTNAME),
             id_at(logged, values, ATTTYPID), (gint32)id_at(logged, values, ATTTYPMOD),
             id_at(logged, values, ATTCOLLATION), dropped ? 't' : 'f');
  row->shape = logged_shape(shape);
  return own(row, 0, CLASS_COLUMNS, id_at(logged, values, ATTRELID));
}

static gboolean read_constraint(const Logged *logged, const guint8 *values, MirrorRow *row)
{
  enum { OID, CONNAME, CONNAMESPACE, CONINDID };
  char shape[96];
  g_snprintf(shape, sizeof shape, "%.63s %u", name_at(logged, values, CONNAME),
             id_at(logged, values, CONNAMESPACE));
  row->shape = logged_shape(shape);
  own(row, 1, CLASS_RELATION, id_at(logged, values, CONINDID));
  return own(row, 0, CLASS_CONSTRAINT, id_at(logged, values, OID));
}

static gboolean read_depend(const Logged *logged, const guint8 *values, MirrorRow *row)
{
  enum { CLASSID, OBJID, DEPTYPE };
  guint32 class = id_at(logged, values, CLASSID), id = id_at(logged, values, OBJID);
  char type = letter_at(logged, values, DEPTYPE);
  gboolean of_extension = strchr("ex", type) != NULL;
  gboolean tells =
      of_extension || (strchr("ai", type) != NULL && (class == CLASS_ROUTINE || class == CLASS_RELATION));
  own(row, 0, of_extension ? 0 : (guint16) class, tells ? id : 0);
  return id >= FIRST_OF_OTHERS;
}

static gboolean read_sequence(const Logged *logged, const guint8 *values, MirrorRow *row)
{
  return own(row, 0, CLASS_RELATION, id_at(logged, values, 0));
}

static gboolean read_trigger(const Logged *logged, const guint8 *values, MirrorRow *row)
{
  enum { OID, TGPARENTID, TGNAME, TGENABLED, TGISINTERNAL, TGCONSTRAINT };
  gboolean is_of_key = letter_at(logged, values, TGISINTERNAL) != 0 && id_at(logged, values, TGPARENTID) == 0;
  char shape[80];
  g_snprintf(shape, sizeof shape, "%.63s %c", name_at(logged, values, TGNAME),
             letter_at(logged, values, TGENABLED));
  row->shape = logged_shape(shape);
  row->letter = is_of_key ? '-' : 't';
  own(row, 1, CLASS_CONSTRAINT, id_at(logged, values, TGCONSTRAINT));
  return own(row, 0, CLASS_TRIGGER, id_at(logged, values, OID));
}

static const Reader readers[] = {
    {"pg_attrdef", {"adrelid", "adnum"}, read_attrdef, NULL},
    {"pg_attribute",
     {"attrelid", "attnum", "attname", "atttypid", "atttypmod", "attcollation", "attisdropped"},
     read_attribute,
     "attacl"},
    {"pg_constraint", {"oid", "conname", "connamespace", "conindid"}, read_constraint, NULL},
    {"pg_depend", {"classid", "objid", "deptype"}, read_depend, NULL},
    {"pg_sequence", {"seqrelid"}, read_sequence, NULL},
    {"pg_trigger",
     {"oid", "tgparentid", "tgname", "tgenabled", "tgisinternal", "tgconstraint"},
     read_trigger,
     NULL},
};

gboolean logged_read(const Logged *logged, const WalValues *values, MirrorRow *row)
{
  if (values->length < logged->end || (values->nulls & logged->null) != logged->null)
    return FALSE;
  *row = (MirrorRow){.letter = ANY_LETTER};
  row->present = logged->reader->read(logged, values->bytes, row);
  mirror_row_tidy(row);
  return TRUE;
}

/* Where columns are */

static guint align(guint place, char how)
{
  guint to = how == 'd' ? 8 : how == 'i' ? 4 : how == 's' ? 2 : 1; // pg_type.typalign
  return (place + to - 1) / to * to;
}

static int find_name(const char *const *names, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0(names[i], name) == 0)
      return (int)i;
  return -1;
}

/* Behind a column of no fixed length, columns are somewhere else in each row. */
static guint find_columns(Logged *logged, const PGresult *columns)
{
  guint end = 0, found = 0;
  gboolean fixed = TRUE;
  for (int i = 0, number = 0; i < PQntuples(columns); i++) {
    if (!g_str_equal(PQgetvalue(columns, i, 0), logged->reader->catalog))
      continue;
    const char *name = PQgetvalue(columns, i, 1);
    int length = atoi(PQgetvalue(columns, i, 2)),
        column = find_name(logged->reader->columns, MOST_COLUMNS, name);
    if (g_strcmp0(name, logged->reader->null) == 0 && number < 32)
      logged->null = (guint32)1 << number;
    number++;
    fixed = fixed && length > 0;
    if (!fixed)
      continue;
    guint place = align(end, *PQgetvalue(columns, i, 3));
    end = place + (guint)length;
    if (column >= 0) {
      logged->places[column] = place;
      logged->end = end;
      found++;
    }
  }
  return found;
}

static guint count_columns(const Reader *reader)
{
  guint n = 0;
  while (n < MOST_COLUMNS && reader->columns[n] != NULL)
    n++;
  return n;
}

Logged *logged_new(const char *catalog, const PGresult *columns)
{
  for (guint i = 0; i < G_N_ELEMENTS(readers); i++) {
    if (!g_str_equal(readers[i].catalog, catalog))
      continue;
    g_autofree Logged *logged = g_new0(Logged, 1);
    logged->reader = &readers[i];
    gboolean all = find_columns(logged, columns) == count_columns(&readers[i]) &&
                   (readers[i].null == NULL || logged->null != 0);
    return all ? g_steal_pointer(&logged) : NULL;
  }
  return NULL;
}

Logged *logged_copy(const Logged *logged)
{
  return g_memdup2(logged, sizeof *logged);
}
