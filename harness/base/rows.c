#include <mighar/rows.h>

#include <string.h>

char mighar_default[] = "DEFAULT";

static void column_free(gpointer data)
{
  MigharColumn *column = data;
  if (column == NULL)
    return;
  g_free(column->name);
  g_free(column->object);
  g_free(column->identity);
  g_free(column->type);
  g_strfreev(column->labels);
  g_clear_pointer(&column->checks, g_ptr_array_unref);
  g_free(column);
}

static void key_free(gpointer data)
{
  MigharKey *key = data;
  g_clear_pointer(&key->columns, g_array_unref);
  g_free(key);
}

void mighar_reference_free(MigharReference *reference)
{
  if (reference == NULL)
    return;
  g_free(reference->name);
  g_free(reference->references);
  g_free(reference->on_delete);
  g_clear_pointer(&reference->columns, g_array_unref);
  g_clear_pointer(&reference->referenced, g_ptr_array_unref);
  g_free(reference);
}

static gpointer copy_text(gconstpointer text, G_GNUC_UNUSED gpointer data)
{
  return g_strdup(text);
}

MigharReference *mighar_reference_copy(const MigharReference *reference)
{
  MigharReference *copy = g_new0(MigharReference, 1);
  copy->name = g_strdup(reference->name);
  copy->columns = g_array_copy(reference->columns);
  copy->references = g_strdup(reference->references);
  copy->referenced = g_ptr_array_copy(reference->referenced, copy_text, NULL);
  g_ptr_array_set_free_func(copy->referenced, g_free);
  copy->on_delete = g_strdup(reference->on_delete);
  copy->deferrable = reference->deferrable;
  return copy;
}

MigharTable *mighar_table_new(const char *name)
{
  MigharTable *table = g_new0(MigharTable, 1);
  table->name = g_strdup(name);
  table->columns = g_ptr_array_new_with_free_func(column_free);
  table->keys = g_ptr_array_new_with_free_func(key_free);
  table->references = g_ptr_array_new_with_free_func((GDestroyNotify)mighar_reference_free);
  table->checks = g_ptr_array_new_with_free_func(g_free);
  return table;
}

void mighar_table_free(MigharTable *table)
{
  if (table == NULL)
    return;
  g_free(table->name);
  g_free(table->parent);
  g_clear_pointer(&table->columns, g_ptr_array_unref);
  g_clear_pointer(&table->keys, g_ptr_array_unref);
  g_clear_pointer(&table->references, g_ptr_array_unref);
  g_clear_pointer(&table->checks, g_ptr_array_unref);
  g_free(table);
}

MigharColumn *mighar_table_add_column(MigharTable *table, const char *name)
{
  MigharColumn *column = g_new0(MigharColumn, 1);
  column->name = g_strdup(name);
  column->scale = -1;
  column->nullable = TRUE;
  g_ptr_array_add(table->columns, column);
  return column;
}

MigharKey *mighar_table_add_key(MigharTable *table)
{
  MigharKey *key = g_new0(MigharKey, 1);
  key->columns = g_array_new(FALSE, FALSE, sizeof(guint));
  g_ptr_array_add(table->keys, key);
  return key;
}

MigharReference *mighar_table_add_reference(MigharTable *table, const char *references)
{
  MigharReference *reference = g_new0(MigharReference, 1);
  reference->references = g_strdup(references);
  reference->columns = g_array_new(FALSE, FALSE, sizeof(guint));
  reference->referenced = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(table->references, reference);
  return reference;
}

int mighar_table_column(const MigharTable *table, const char *name)
{
  for (guint i = 0; i < table->columns->len; i++)
    if (g_str_equal(((const MigharColumn *)g_ptr_array_index(table->columns, i))->name, name))
      return (int)i;
  return -1;
}

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
