#include <mighar/rows.h>

#include <string.h>

char mighar_default[] = "DEFAULT";

static char *hexadecimal(const guint8 *bytes, gsize length)
{
  GString *digits = g_string_sized_new(2 * length);
  for (gsize i = 0; i < length; i++)
    g_string_append_printf(digits, "%02x", bytes[i]);
  return g_string_free(digits, FALSE);
}

/* The shortest text that reads back as the same number. */
static char *real_text(double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  for (int digits = 15; digits <= 17; digits++) {
    char format[8];
    g_snprintf(format, sizeof format, "%%.%dg", digits);
    g_ascii_formatd(text, sizeof text, format, number);
    if (g_ascii_strtod(text, NULL) == number)
      break;
  }
  return g_strdup(text);
}

char *mighar_cell_text(const MigharCell *cell)
{
  gint64 integer;
  double real;
  switch (cell->type) {
  case 't':
    return g_strndup(cell->bytes, cell->length);
  case 'b':
    return hexadecimal(cell->bytes, cell->length);
  case 'i':
    memcpy(&integer, cell->bytes, sizeof integer);
    return g_strdup_printf("%" G_GINT64_FORMAT, integer);
  case 'r':
    memcpy(&real, cell->bytes, sizeof real);
    return real_text(real);
  default:
    return NULL;
  }
}

/* The first element tells how many values there are: a row with no values in it would have no place for
 * NULLs, which end nothing here. */
static void row_free(gpointer data)
{
  char **row = data;
  guint n = GPOINTER_TO_UINT(row[-1]);
  for (guint i = 0; i < n; i++)
    if (row[i] != mighar_default)
      g_free(row[i]);
  g_free(row - 1);
}

GPtrArray *mighar_rows_new(void)
{
  return g_ptr_array_new_with_free_func(row_free);
}

char **mighar_rows_add(GPtrArray *rows, char *const *values, guint n)
{
  char **row = g_new0(char *, n + 1);
  *row++ = GUINT_TO_POINTER(n);
  for (guint i = 0; values != NULL && i < n; i++)
    row[i] = values[i] == mighar_default ? mighar_default : g_strdup(values[i]);
  g_ptr_array_add(rows, row);
  return row;
}

static void clear_read(gpointer read)
{
  g_ptr_array_unref((GPtrArray *)((MigharRead *)read)->columns);
}

GArray *mighar_reads_new(void)
{
  GArray *reads = g_array_new(FALSE, FALSE, sizeof(MigharRead));
  g_array_set_clear_func(reads, clear_read);
  return reads;
}

MigharRead *mighar_reads_add(GArray *reads, const MigharTable *table)
{
  GPtrArray *columns = g_ptr_array_sized_new(table->columns->len);
  MigharRead read = {.table = table->name, .columns = columns, .stored = !table->partitioned};
  for (guint i = 0; i < table->columns->len; i++) {
    const MigharColumn *column = g_ptr_array_index(table->columns, i);
    g_ptr_array_add(columns, column->name);
    read.stored = read.stored && !column->generated;
  }
  g_array_append_val(reads, read);
  return &g_array_index(reads, MigharRead, reads->len - 1);
}

void mighar_refusal_clear(MigharRefusal *refusal)
{
  g_free(refusal->constraint);
  g_free(refusal->column);
  g_free(refusal->message);
  g_free(refusal->code);
  *refusal = (MigharRefusal){0};
}

MigharPosition *mighar_position_copy(const MigharPosition *position)
{
  MigharPosition *copy = g_new0(MigharPosition, 1);
  *copy = (MigharPosition){.name = g_strdup(position->name),
                           .table = g_strdup(position->table),
                           .column = g_strdup(position->column),
                           .next = g_strdup(position->next),
                           .used = position->used,
                           .state = g_strdup(position->state),
                           .catch_up = g_strdup(position->catch_up)};
  return copy;
}

void mighar_position_free(MigharPosition *position)
{
  if (position == NULL)
    return;
  g_free(position->name);
  g_free(position->table);
  g_free(position->column);
  g_free(position->next);
  g_free(position->state);
  g_free(position->catch_up);
  g_free(position);
}

#define SHOWN 60 /* characters */

char *mighar_text_shown(const char *text, gsize bytes)
{
  if (text == NULL)
    return g_strdup("NULL");
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  if (g_utf8_strlen(valid, -1) <= SHOWN + 3)
    return g_strdup_printf("'%s'", valid);
  g_autofree char *start = g_utf8_substring(valid, 0, SHOWN);
  return g_strdup_printf("'%s...' (%" G_GSIZE_FORMAT " bytes)", start, bytes);
}
