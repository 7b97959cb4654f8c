/* Where sequences stand, and setting them back. */
#include "rows.h"
#include "rows_text.h"

#include "session.h"

#include <mighar/error.h>

#include <string.h>

/* Sequences of migrations with the column that each serves: one that it belongs to, or whose default takes
 * from it; and the query that reads where it stands. A condition follows. */
static const char sequences[] =
    "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),"
    "       served.name, served.attname,"
    "       pg_catalog.format('SELECT last_value, is_called, %L::bigint, %L::numeric, %L::numeric,'"
    "         || CASE WHEN served.name IS NULL THEN ' false' ELSE"
    "            pg_catalog.format(' EXISTS (SELECT FROM %s WHERE %I::numeric %s last_value + CASE WHEN "
    "is_called"
    " THEN %s ELSE 0 END)',"
    "              served.name, served.attname, CASE WHEN s.seqincrement > 0 THEN '>=' ELSE '<=' END,"
    "              s.seqincrement) END"
    "         || ', %s AS number FROM %I.%I', s.seqincrement, s.seqmin, s.seqmax,"
    "         pg_catalog.row_number() OVER (ORDER BY n.nspname, c.relname), n.nspname, c.relname)"
    "  FROM pg_catalog.pg_sequence s"
    "  JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid"
    "  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
    "  LEFT JOIN LATERAL ("
    "    SELECT pg_catalog.format('%I.%I', tn.nspname, t.relname) AS name, a.attname"
    "      FROM (SELECT d.refobjid, d.refobjsubid FROM pg_catalog.pg_depend d"
    "             WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid"
    "               AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')"
    "             UNION ALL"
    "            SELECT f.adrelid, f.adnum FROM pg_catalog.pg_depend d"
    "              JOIN pg_catalog.pg_attrdef f ON f.oid = d.objid"
    "             WHERE d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass"
    "               AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid = c.oid)"
    "           AS o (refobjid, refobjsubid)"
    "      JOIN pg_catalog.pg_class t ON t.oid = o.refobjid"
    "      JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace"
    "      JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = o.refobjsubid"
    "      JOIN pg_catalog.pg_type y ON y.oid = a.atttypid AND y.typcategory = 'N'"
    "     ORDER BY 1, 2 LIMIT 1) AS served ON true"
    " WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND ";

static const char in_order[] = " ORDER BY n.nspname, c.relname"; // of type name, and so bytewise

/* Sequences of named tables, and sequences of these names. */
static const char named[] =
    "s.seqrelid IN ("
    " SELECT pg_catalog.to_regclass(t)::oid FROM pg_catalog.unnest($1::text[]) AS t"
    " UNION ALL"
    " SELECT d.objid FROM pg_catalog.unnest($1::text[]) AS t"
    "   JOIN pg_catalog.pg_depend d ON d.refobjid = pg_catalog.to_regclass(t)::oid"
    "    AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass"
    "    AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i')"
    " UNION ALL"
    " SELECT d.refobjid FROM pg_catalog.unnest($1::text[]) AS t"
    "   JOIN pg_catalog.pg_attrdef f ON f.adrelid = pg_catalog.to_regclass(t)::oid"
    "   JOIN pg_catalog.pg_depend d ON d.objid = f.oid"
    "    AND d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass"
    "    AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass)";

/* Of one that counts up. */
static char *make_catch_up(const MigharPosition *position)
{
  if (position->table == NULL || position->column == NULL)
    return NULL;
  GString *sql = g_string_new("SELECT setval(");
  g_autoptr(GString) column = g_string_new(NULL);
  rows_append_name(column, position->column);
  mighar_mend_append_literal(sql, position->name + strlen("sequence "));
  g_string_append_printf(sql, ", (SELECT max(%s) FROM %s));", column->str, position->table);
  return g_string_free(sql, FALSE);
}

/* As from a query of the fourth column above, in this row. */
static void take_place(MigharPosition *position, const PGresult *places, int row)
{
  const char *last = PQgetvalue(places, row, 0), *called = PQgetvalue(places, row, 1);
  gint64 value = g_ascii_strtoll(last, NULL, 10);
  gint64 minimum = g_ascii_strtoll(PQgetvalue(places, row, 3), NULL, 10);
  gint64 maximum = g_ascii_strtoll(PQgetvalue(places, row, 4), NULL, 10);
  gint64 step_up = g_ascii_strtoll(PQgetvalue(places, row, 2), NULL, 10);
  gint64 step = *called == 't' ? step_up : 0;
  gboolean exhausted = step > 0 ? value > maximum - step : value < minimum - step;
  if (!exhausted)
    position->next = g_strdup_printf("%" G_GINT64_FORMAT, value + step);
  position->used = *PQgetvalue(places, row, 5) == 't';
  position->catch_up = step_up > 0 ? make_catch_up(position) : NULL;
  position->state = g_strdup_printf("%s %s", last, called);
}

/* All of them in one query; each has its number at the end. */
static PGresult *read_places(PGconn *session, const PGresult *found, GError **error)
{
  g_autoptr(GString) sql = g_string_new("SELECT * FROM (");
  for (int i = 0; i < PQntuples(found); i++)
    g_string_append_printf(sql, "%s%s", i > 0 ? " UNION ALL " : "", PQgetvalue(found, i, 3));
  g_string_append(sql, ") AS places ORDER BY number");
  return session_query(session, sql->str, error);
}

static char *copy_value(const PGresult *rows, int row, int column)
{
  return PQgetisnull(rows, row, column) ? NULL : g_strdup(PQgetvalue(rows, row, column));
}

/* As the text of an array. */
static char *list_names(GHashTable *names)
{
  g_autoptr(GString) list = g_string_new("{");
  GHashTableIter all;
  gpointer name;
  g_hash_table_iter_init(&all, names);
  while (g_hash_table_iter_next(&all, &name, NULL)) {
    g_string_append(list, list->len > 1 ? ",\"" : "\"");
    for (const char *at = name; *at != '\0'; at++) {
      if (*at == '"' || *at == '\\')
        g_string_append_c(list, '\\');
      g_string_append_c(list, *at);
    }
    g_string_append_c(list, '"');
  }
  g_string_append_c(list, '}');
  return g_string_free(g_steal_pointer(&list), FALSE);
}

#define STATEMENT "mighar_sequences"

/* NULL where it cannot be done with a statement that is prepared. */
static PGresult *find_prepared(PGconn *session, const char *names)
{
  const char *const values[] = {names};
  PGresult *found = PQexecPrepared(session, STATEMENT, 1, values, NULL, NULL, 0);
  if (PQresultStatus(found) == PGRES_TUPLES_OK)
    return found;
  PQclear(found);
  return NULL;
}

static gboolean prepare(PGconn *session, const char *sql)
{
  g_autoptr(PGresult) prepared = PQprepare(session, STATEMENT, sql, 1, NULL);
  return PQresultStatus(prepared) == PGRES_COMMAND_OK;
}

/* To plan the query costs many times what running it does, so that a session does it once. */
static PGresult *find_sequences(PGconn *session, GHashTable *tables, GError **error)
{
  g_autofree char *sql = g_strconcat(sequences, tables != NULL ? named : "true", in_order, NULL);
  if (tables == NULL)
    return session_query(session, sql, error);
  g_autofree char *names = list_names(tables);
  PGresult *found = find_prepared(session, names);
  if (found == NULL && prepare(session, sql))
    found = find_prepared(session, names);
  const char *const values[] = {names};
  return found != NULL ? found : session_query_with(session, sql, G_N_ELEMENTS(values), values, error);
}

GPtrArray *rows_positions(MigharDatabase *database, GHashTable *tables, GError **error)
{
  PGconn *session = rows_session((PostgresDatabase *)database, error);
  g_autoptr(PGresult) found = session != NULL ? find_sequences(session, tables, error) : NULL;
  if (found == NULL)
    return NULL;
  g_autoptr(PGresult) places = PQntuples(found) > 0 ? read_places(session, found, error) : NULL;
  if (places == NULL && PQntuples(found) > 0)
    return NULL;
  g_autoptr(GPtrArray) positions = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_position_free);
  for (int i = 0; i < PQntuples(found); i++) {
    MigharPosition *position = g_new0(MigharPosition, 1);
    position->name = g_strdup_printf("sequence %s", PQgetvalue(found, i, 0));
    position->table = copy_value(found, i, 1);
    position->column = copy_value(found, i, 2);
    take_place(position, places, i);
    g_ptr_array_add(positions, position);
  }
  return g_steal_pointer(&positions);
}

gboolean rows_restore_positions(MigharDatabase *database, const GPtrArray *positions, GError **error)
{
  PGconn *session = rows_session((PostgresDatabase *)database, error);
  if (session == NULL)
    return FALSE;
  for (guint i = 0; i < positions->len; i++) {
    const MigharPosition *position = g_ptr_array_index(positions, i);
    g_auto(GStrv) state = g_strsplit(position->state, " ", 2);
    const char *const values[] = {position->name + strlen("sequence "), state[0], state[1]};
    g_autoptr(PGresult) set =
        session_query_with(session,
                           "SELECT pg_catalog.setval(c.oid, $2::bigint, $3::boolean)"
                           "  FROM pg_catalog.pg_class c"
                           " WHERE c.oid = pg_catalog.to_regclass($1) AND c.relkind = 'S'",
                           G_N_ELEMENTS(values), values, error);
    if (set == NULL)
      return FALSE;
  }
  return TRUE;
}
