#include "positions.h"

#include "rows_text.h"
#include "rows_types.h"

#include <string.h>

static const char *get(const Sequence *sequence, const char *property)
{
  return mighar_object_get(sequence->object, property);
}

static gint64 get_number(const Sequence *sequence, const char *property)
{
  return g_ascii_strtoll(get(sequence, property), NULL, 10);
}

/* Finding */

static MigharValueKind kind_of(const MigharSnapshot *schema, const MigharObject *object)
{
  g_autoptr(MigharTable) any = mighar_table_new("");
  MigharColumn *column = mighar_table_add_column(any, "");
  rows_read_type(column, mighar_object_get(object, "type"), schema);
  return column->wrap == MIGHAR_WRAP_NONE ? column->kind : MIGHAR_VALUE_UNKNOWN;
}

/* Other numbers (oid, money) are none that a sequence is behind of. */
static gboolean is_number(const MigharSnapshot *schema, const MigharObject *object)
{
  MigharValueKind kind = kind_of(schema, object);
  return kind == MIGHAR_VALUE_INTEGER || kind == MIGHAR_VALUE_NUMERIC || kind == MIGHAR_VALUE_FLOAT;
}

static const char takes[] = "nextval('";

/* The next sequence that the default takes from, and what follows; NULL: there is none. Free with g_free().
 */
static char *next_taken(const char *text, const char **rest)
{
  const char *start = text != NULL ? strstr(text, takes) : NULL;
  const char *end = start != NULL ? strstr(start, "'::regclass") : NULL;
  if (end == NULL)
    return NULL;
  start += strlen(takes);
  *rest = end;
  g_autofree char *literal = g_strndup(start, (gsize)(end - start));
  g_auto(GStrv) parts = g_strsplit(literal, "''", -1);
  return g_strjoinv("'", parts);
}

static gboolean takes_from(const MigharObject *column, const char *sequence)
{
  const char *rest = mighar_object_get(column, "default");
  gboolean does = FALSE;
  for (char *taken; !does && (taken = next_taken(rest, &rest)) != NULL; g_free(taken))
    does = g_str_equal(taken, sequence);
  return does;
}

/* One that belongs to nothing serves the first column that takes from it. */
static const MigharObject *find_taker(const MigharSnapshot *schema, const MigharObject *sequence)
{
  for (guint i = 0; i < schema->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(schema->objects, i);
    if (g_str_equal(object->kind, "column") && takes_from(object, sequence->name) &&
        is_number(schema, object))
      return object;
  }
  return NULL;
}

/* A sequence that belongs to a column of other values serves none. */
static const MigharObject *find_served(const MigharSnapshot *schema, const MigharObject *sequence)
{
  const char *owner = mighar_object_get(sequence, "owned by");
  owner = owner != NULL ? owner : mighar_object_get(sequence, "identity of");
  const MigharObject *column = owner != NULL ? mighar_snapshot_find(schema, "column", owner) : NULL;
  if (owner == NULL)
    return find_taker(schema, sequence);
  return column != NULL && is_number(schema, column) ? column : NULL;
}

/* Sequences that defaults of the tables take from. */
static void add_taken(const MigharSnapshot *schema, const char *table, GHashTable *names)
{
  guint n;
  const MigharObject *const *columns = mighar_snapshot_parts(schema, table, "column", &n);
  for (guint i = 0; i < n; i++) {
    const char *rest = mighar_object_get(columns[i], "default");
    for (char *taken; (taken = next_taken(rest, &rest)) != NULL;)
      g_hash_table_add(names, taken);
  }
}

static void add_owned(const MigharSnapshot *schema, const char *table, GHashTable *names)
{
  guint n;
  const MigharObject *const *owned = mighar_snapshot_parts(schema, table, "sequence", &n);
  for (guint i = 0; i < n; i++)
    g_hash_table_add(names, g_strdup(owned[i]->name));
}

static void add_all(const MigharSnapshot *schema, GHashTable *names)
{
  for (guint i = 0; i < schema->objects->len; i++) {
    const MigharObject *object = g_ptr_array_index(schema->objects, i);
    if (g_str_equal(object->kind, "sequence"))
      g_hash_table_add(names, g_strdup(object->name));
  }
}

/* A set; names of what is no sequence may be among them. */
static GHashTable *name_sequences(const MigharSnapshot *schema, GHashTable *tables)
{
  GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  if (tables == NULL) {
    add_all(schema, names);
    return names;
  }
  GHashTableIter all;
  gpointer table;
  g_hash_table_iter_init(&all, tables);
  while (g_hash_table_iter_next(&all, &table, NULL)) {
    g_hash_table_add(names, g_strdup(table));
    add_taken(schema, table, names);
    add_owned(schema, table, names);
  }
  return names;
}

static int by_name(gconstpointer a, gconstpointer b)
{
  return strcmp(((const Sequence *)a)->object->name, ((const Sequence *)b)->object->name);
}

GArray *positions_find(const MigharSnapshot *schema, GHashTable *tables)
{
  g_autoptr(GHashTable) names = name_sequences(schema, tables);
  GArray *sequences = g_array_new(FALSE, FALSE, sizeof(Sequence));
  GHashTableIter all;
  gpointer name;
  g_hash_table_iter_init(&all, names);
  while (g_hash_table_iter_next(&all, &name, NULL)) {
    const MigharObject *object = mighar_snapshot_find(schema, "sequence", name);
    if (object == NULL)
      continue;
    const MigharObject *served = find_served(schema, object);
    const Sequence sequence = {.object = object,
                               .served = served,
                               .whole = served != NULL && kind_of(schema, served) == MIGHAR_VALUE_INTEGER};
    g_array_append_val(sequences, sequence);
  }
  g_array_sort(sequences, by_name);
  return sequences;
}

/* Asking */

/* "id" of "public.users.id", as it is written in SQL. */
static const char *own_name(const MigharObject *column)
{
  return column->name + strlen(column->parent) + 1;
}

static gboolean counts_up(const Sequence *sequence)
{
  return *get(sequence, "increment") != '-';
}

void positions_see(Sequence *sequence, const MigharCell *value)
{
  if (value->bytes == NULL)
    return;
  gint64 number = g_ascii_strtoll(value->bytes, NULL, 10);
  if (!sequence->any || (counts_up(sequence) ? number > sequence->farthest : number < sequence->farthest))
    sequence->farthest = number;
  sequence->any = TRUE;
}

/* The same as the query below says of columns that nobody reads. */
static gboolean is_used(const Sequence *sequence, gint64 last, gboolean called)
{
  gboolean up = counts_up(sequence);
  gint64 from = up ? last : sequence->farthest, to = up ? sequence->farthest : last;
  guint64 step = (guint64)get_number(sequence, "increment");
  return sequence->any && to >= from &&
         (!called || (guint64)to - (guint64)from >= (up ? step : (guint64)0 - step));
}

/* Whether a row has what comes next, or what comes after it; numbers of all types can be told so by an index.
 * The sum of a step may be beyond what a number of the type can be. */
static void append_used(GString *sql, const Sequence *sequence)
{
  const char *own = own_name(sequence->served), *step = get(sequence, "increment");
  char sign = counts_up(sequence) ? '>' : '<';
  g_string_append_printf(sql,
                         "EXISTS (SELECT FROM %s AS t WHERE t.%s %c= s.last_value AND (NOT s.is_called OR ",
                         sequence->served->parent, own, sign);
  if (g_str_equal(step, "1") || g_str_equal(step, "-1"))
    g_string_append_printf(sql, "t.%s %c s.last_value))", own, sign);
  else
    g_string_append_printf(
        sql, "t.%s::pg_catalog.numeric %c= s.last_value::pg_catalog.numeric + %s::pg_catalog.numeric))", own,
        sign, step);
}

void positions_append_query(GString *sql, const Sequence *sequence)
{
  g_string_append(sql, "SELECT s.last_value, s.is_called, ");
  if (sequence->served != NULL && !sequence->watched)
    append_used(sql, sequence);
  else
    g_string_append(sql, "false");
  g_string_append_printf(sql, " FROM %s AS s", sequence->object->name);
}

char *positions_column(const Sequence *sequence)
{
  const char *own = own_name(sequence->served);
  char *name = mighar_sql_name(MIGHAR_DIALECT_POSTGRES, own);
  return name != NULL ? name : g_strdup(own);
}

/* Of one that counts up. */
static char *make_catch_up(const Sequence *sequence)
{
  if (sequence->served == NULL || !counts_up(sequence))
    return NULL;
  GString *sql = g_string_new("SELECT setval(");
  mighar_mend_append_literal(sql, sequence->object->name);
  g_string_append_printf(sql, ", (SELECT max(%s) FROM %s));", own_name(sequence->served),
                         sequence->served->parent);
  return g_string_free(sql, FALSE);
}

MigharPosition *positions_read(const Sequence *sequence, const PGresult *place)
{
  const char *last = PQgetvalue(place, 0, 0), *called = PQgetvalue(place, 0, 1);
  gint64 value = g_ascii_strtoll(last, NULL, 10);
  gint64 step = *called == 't' ? get_number(sequence, "increment") : 0;
  gboolean exhausted = step > 0 ? value > get_number(sequence, "maximum") - step
                                : value < get_number(sequence, "minimum") - step;
  MigharPosition *position = g_new0(MigharPosition, 1);
  position->name = g_strdup_printf("sequence %s", sequence->object->name);
  position->table = sequence->served != NULL ? g_strdup(sequence->served->parent) : NULL;
  position->column = sequence->served != NULL ? positions_column(sequence) : NULL;
  position->next = exhausted ? NULL : g_strdup_printf("%" G_GINT64_FORMAT, value + step);
  position->used =
      sequence->watched ? is_used(sequence, value, *called == 't') : *PQgetvalue(place, 0, 2) == 't';
  position->state = g_strdup_printf("%s %s", last, called);
  position->catch_up = make_catch_up(sequence);
  return position;
}

void positions_append_setting(GString *sql, const MigharPosition *position)
{
  g_auto(GStrv) state = g_strsplit(position->state, " ", 2);
  g_string_append(sql, "SELECT pg_catalog.setval(");
  mighar_mend_append_literal(sql, position->name + strlen("sequence "));
  g_string_append_printf(sql, "::pg_catalog.regclass, %s, '%s')", state[0], state[1]);
}
