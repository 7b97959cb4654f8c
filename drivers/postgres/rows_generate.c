/* Many rows at once: a query makes them of numbers; what a query cannot make is written line by line. */
#include "rows.h"
#include "rows_exchange.h"
#include "rows_text.h"

#include <string.h>

/* Sorting and joining the rows of one statement needs no files then. */
#define SETTINGS "SET LOCAL work_mem = '64MB'; SET LOCAL jit = off; "

/* Lines go out in parts of this size. */
#define PART_BYTES 65536

static const MigharSource *source_at(const MigharGeneration *generation, guint i)
{
  return g_ptr_array_index(generation->sources, i);
}

static gboolean has_kind(const MigharGeneration *generation, MigharSourceKind kind)
{
  for (guint i = 0; i < generation->sources->len; i++)
    if (source_at(generation, i)->kind == kind)
      return TRUE;
  return FALSE;
}

static void append_columns(GString *sql, const MigharGeneration *generation)
{
  for (guint i = 0; i < generation->sources->len; i++) {
    g_string_append(sql, i > 0 ? ", " : " (");
    rows_append_name(sql, source_at(generation, i)->column->name);
  }
  g_string_append(sql, generation->sources->len > 0 ? ")" : "");
}

/* Expressions of what is in a row of a number */

static void append_list_value(GString *sql, const MigharSource *source)
{
  g_string_append(sql, "template.");
  rows_append_name(sql, source->column->name);
}

static void append_count(GString *sql, const MigharSource *source)
{
  g_string_append_printf(sql, "(%" G_GINT64_FORMAT " + number)::%s", source->base, source->column->type);
}

static void append_time(GString *sql, const MigharSource *source)
{
  if (source->column->kind == MIGHAR_VALUE_DATE)
    g_string_append_printf(sql, "('%s'::pg_catalog.date + number::pg_catalog.int4)::%s", source->start,
                           source->column->type);
  else
    g_string_append_printf(sql, "('%s'::pg_catalog.timestamp + number * '1 second'::pg_catalog.interval)::%s",
                           source->start, source->column->type);
}

static void append_digits(GString *sql, const MigharSource *source)
{
  const char *text = source->hexadecimal ? "pg_catalog.to_hex(number)" : "number::pg_catalog.text";
  if (source->digits <= 1)
    g_string_append(sql, text);
  else
    g_string_append_printf(sql, "pg_catalog.lpad(%s, greatest(%u, pg_catalog.length(%s)), '0')", text,
                           source->digits, text);
}

static void append_text(GString *sql, const MigharSource *source)
{
  g_string_append_c(sql, '(');
  rows_append_value(sql, source->column, source->prefix);
  g_string_append(sql, " || ");
  append_digits(sql, source);
  g_string_append(sql, " || ");
  rows_append_value(sql, NULL, source->suffix);
  g_string_append_printf(sql, ")::%s", source->column->type);
}

/* The first source of the same reference tells the name of the joined rows. */
static guint joined_number(const MigharGeneration *generation, const MigharReference *reference)
{
  guint i = 0;
  while (source_at(generation, i)->reference != reference)
    i++;
  return i;
}

static void append_referred(GString *sql, const MigharGeneration *generation, const MigharSource *source)
{
  g_string_append_printf(sql, "referred_%u.", joined_number(generation, source->reference));
  rows_append_name(sql, g_ptr_array_index(source->reference->referenced, source->part));
}

static void append_expression(GString *sql, const MigharGeneration *generation, const MigharSource *source)
{
  switch (source->kind) {
  case MIGHAR_SOURCE_LIST:
    append_list_value(sql, source);
    break;
  case MIGHAR_SOURCE_COUNT:
    append_count(sql, source);
    break;
  case MIGHAR_SOURCE_TIME:
    append_time(sql, source);
    break;
  case MIGHAR_SOURCE_TEXT:
    append_text(sql, source);
    break;
  default:
    append_referred(sql, generation, source);
    break;
  }
}

/* What they are made of */

/* A type is told once: the values below take it from the first. */
static void append_template(GString *sql, const MigharGeneration *generation, guint place)
{
  g_string_append_printf(sql, "%s(%u", place > 0 ? ", " : "", place);
  for (guint i = 0; i < generation->sources->len; i++) {
    const MigharSource *source = source_at(generation, i);
    if (source->kind != MIGHAR_SOURCE_LIST)
      continue;
    g_string_append(sql, ", ");
    rows_append_value(sql, source->column, g_ptr_array_index(source->values, place));
    if (place == 0)
      g_string_append_printf(sql, "::%s", source->column->type);
  }
  g_string_append_c(sql, ')');
}

static void append_templates(GString *sql, const MigharGeneration *generation)
{
  guint n = 0;
  for (guint i = 0; n == 0 && i < generation->sources->len; i++)
    if (source_at(generation, i)->kind == MIGHAR_SOURCE_LIST)
      n = source_at(generation, i)->values->len;
  if (n == 0)
    return;
  g_string_append(sql, " JOIN (VALUES ");
  for (guint place = 0; place < n; place++)
    append_template(sql, generation, place);
  g_string_append(sql, ") AS template (place");
  for (guint i = 0; i < generation->sources->len; i++)
    if (source_at(generation, i)->kind == MIGHAR_SOURCE_LIST) {
      g_string_append(sql, ", ");
      rows_append_name(sql, source_at(generation, i)->column->name);
    }
  g_string_append_printf(sql, ") ON template.place = number %% %u", n);
}

static void append_names(GString *sql, const GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++) {
    g_string_append(sql, i > 0 ? ", " : "");
    rows_append_name(sql, g_ptr_array_index(names, i));
  }
}

/* The places of rows that are referred to: all, or those from first on where they are in one piece. */
static void find_slice(const MigharGeneration *generation, const MigharSource *source, guint64 *first,
                       guint64 *n)
{
  guint64 turns = (generation->n + source->every - 1) / source->every + 1;
  *first = generation->first / source->every % source->rows;
  *n = turns;
  if (*first + turns <= source->rows)
    return;
  *first = 0;
  *n = source->rows;
}

static void append_referred_rows(GString *sql, const MigharGeneration *generation, guint joined)
{
  const MigharSource *source = source_at(generation, joined);
  g_autoptr(GString) key = g_string_new(NULL);
  guint64 first, n;
  append_names(key, source->reference->referenced);
  find_slice(generation, source, &first, &n);
  g_string_append_printf(sql,
                         " JOIN (SELECT pg_catalog.row_number() OVER (ORDER BY %s) - 1 + %" G_GUINT64_FORMAT
                         " AS place, %s FROM (SELECT %s FROM %s ORDER BY %s OFFSET %" G_GUINT64_FORMAT
                         " LIMIT %" G_GUINT64_FORMAT ") AS slice) AS referred_%u",
                         key->str, first, key->str, key->str, source->reference->references, key->str, first,
                         n, joined);
  g_string_append_printf(sql, " ON referred_%u.place = number / %" G_GUINT64_FORMAT " %% %" G_GUINT64_FORMAT,
                         joined, source->every, source->rows);
}

static void append_all_referred(GString *sql, const MigharGeneration *generation)
{
  for (guint i = 0; i < generation->sources->len; i++) {
    const MigharSource *source = source_at(generation, i);
    if (source->kind == MIGHAR_SOURCE_ROW && joined_number(generation, source->reference) == i)
      append_referred_rows(sql, generation, i);
  }
}

/* In the order of numbers, so that what the database adds (sequences) is the same each time. */
static char *word_query(const MigharGeneration *generation)
{
  g_autoptr(GString) sql = g_string_new(SETTINGS "INSERT INTO ");
  g_string_append(sql, generation->table->name);
  append_columns(sql, generation);
  if (generation->sources->len > 0)
    g_string_append(sql, " OVERRIDING SYSTEM VALUE");
  for (guint i = 0; i < generation->sources->len; i++) {
    g_string_append(sql, i > 0 ? ", " : " SELECT ");
    append_expression(sql, generation, source_at(generation, i));
  }
  g_string_append_printf(sql,
                         "%s FROM pg_catalog.generate_series(%" G_GUINT64_FORMAT
                         "::pg_catalog.int8, %" G_GUINT64_FORMAT ") AS number",
                         generation->sources->len > 0 ? "" : " SELECT", generation->first,
                         generation->first + generation->n - 1);
  append_templates(sql, generation);
  append_all_referred(sql, generation);
  g_string_append(sql, " ORDER BY number");
  if (generation->lenient)
    g_string_append(sql, " ON CONFLICT DO NOTHING");
  return g_string_free(g_steal_pointer(&sql), FALSE);
}

/* Lines of COPY */

static void append_field(GString *line, const MigharColumn *column, const char *value)
{
  static const char letters[] = "\b\f\n\r\t\v\\", escapes[] = "bfnrtv\\";
  if (value == NULL) {
    g_string_append(line, "\\N");
    return;
  }
  if (rows_is_bare_bytes(column, value))
    g_string_append(line, "\\\\x");
  for (const char *at = value; *at != '\0'; at++) {
    const char *found = strchr(letters, *at);
    if (found != NULL)
      g_string_append_printf(line, "\\%c", escapes[found - letters]);
    else
      g_string_append_c(line, *at);
  }
}

static void append_line(GString *lines, const MigharGeneration *generation, guint64 number, GString *buffer)
{
  for (guint i = 0; i < generation->sources->len; i++) {
    const MigharSource *source = source_at(generation, i);
    if (i > 0)
      g_string_append_c(lines, '\t');
    append_field(lines, source->column, mighar_source_value(source, number, buffer));
  }
  g_string_append_c(lines, '\n');
}

static gboolean put(PGconn *session, GString *lines)
{
  gboolean done = PQputCopyData(session, lines->str, (int)lines->len) == 1;
  g_string_truncate(lines, 0);
  return done;
}

static gboolean put_lines(PGconn *session, const void *data)
{
  const MigharGeneration *generation = data;
  g_autoptr(GString) lines = g_string_new(NULL);
  g_autoptr(GString) buffer = g_string_new(NULL);
  for (guint64 i = 0; i < generation->n; i++) {
    append_line(lines, generation, generation->first + i, buffer);
    if (lines->len >= PART_BYTES && !put(session, lines))
      return FALSE;
  }
  return put(session, lines);
}

static char *word_copy(const MigharGeneration *generation)
{
  g_autoptr(GString) sql = g_string_new("COPY ");
  g_string_append(sql, generation->table->name);
  append_columns(sql, generation);
  g_string_append(sql, " FROM STDIN");
  return g_string_free(g_steal_pointer(&sql), FALSE);
}

gboolean rows_generate(MigharDatabase *database, const MigharGeneration *generation, guint64 *written,
                       gboolean *taken, MigharRefusal *refusal, GError **error)
{
  g_auto(Exchange) tried = {.session = rows_session((PostgresDatabase *)database, error)};
  gboolean by_line = has_kind(generation, MIGHAR_SOURCE_MADE);
  g_autofree char *sql = by_line ? word_copy(generation) : word_query(generation);
  if (tried.session == NULL ||
      !exchange_try_copy(&tried, sql, by_line ? put_lines : NULL, generation, taken, refusal, error))
    return FALSE;
  *written = *taken ? tried.changed : 0;
  return TRUE;
}
