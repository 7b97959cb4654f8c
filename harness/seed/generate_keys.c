/* What has to differ from row to row, so that many rows are all taken. */
#include "generate.h"

/* A column of this kind or a longer one has other values for as many rows as anybody asks for. */
#define ENOUGH_BITS   32
#define ENOUGH_DIGITS 9
#define ENOUGH_LENGTH 10

/* The best first. */
static const MigharValueKind kinds[] = {
    MIGHAR_VALUE_UUID,      MIGHAR_VALUE_INTEGER, MIGHAR_VALUE_TEXT,     MIGHAR_VALUE_BYTES,
    MIGHAR_VALUE_NUMERIC,   MIGHAR_VALUE_FLOAT,   MIGHAR_VALUE_ANY,      MIGHAR_VALUE_JSON,
    MIGHAR_VALUE_TIMESTAMP, MIGHAR_VALUE_DATE,    MIGHAR_VALUE_INTERVAL, MIGHAR_VALUE_NETWORK,
    MIGHAR_VALUE_TIME,      MIGHAR_VALUE_BITS,    MIGHAR_VALUE_XML,
};

static const MigharReference *reference_at(const Generator *generator, guint r)
{
  return g_ptr_array_index(generator->filling->table->references, r);
}

static gboolean has_column(const GArray *columns, guint column)
{
  for (guint i = 0; i < columns->len; i++)
    if (g_array_index(columns, guint, i) == column)
      return TRUE;
  return FALSE;
}

static guint count_references(const Generator *generator, guint column)
{
  guint n = 0;
  for (guint r = 0; r < generator->filling->table->references->len; r++)
    n += has_column(reference_at(generator, r)->columns, column) ? 1 : 0;
  return n;
}

static gboolean is_narrow(const MigharColumn *column)
{
  return (column->kind == MIGHAR_VALUE_INTEGER && column->bits != 0 && column->bits < ENOUGH_BITS) ||
         (column->kind == MIGHAR_VALUE_NUMERIC && column->precision != 0 &&
          column->precision - MAX(column->scale, 0) < ENOUGH_DIGITS) ||
         (column->length != 0 && column->length < ENOUGH_LENGTH);
}

/* How badly the column tells many rows apart; 0: not at all. */
static guint rank(const Generator *generator, guint index)
{
  const Hint *hint = &generator->filling->hints[index];
  if (hint->column->generated || count_references(generator, index) > 0)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (hint->column->kind == kinds[i])
      return 1 + i + (hint->column->wrap != MIGHAR_WRAP_NONE ? 20 : 0) + (is_narrow(hint->column) ? 50 : 0) +
             (hint->only_values ? 100 : 0);
  return 0;
}

static gboolean is_met(const Generator *generator, const MigharKey *key)
{
  for (guint i = 0; i < key->columns->len; i++) {
    guint column = g_array_index(key->columns, guint, i);
    if (generator->counts[column] || generator->filling->hints[column].column->serial)
      return TRUE;
  }
  return FALSE;
}

/* An expression is over any of the columns; texts are the most likely. */
static void count_all_texts(Generator *generator)
{
  for (guint i = 0; i < generator->filling->table->columns->len; i++)
    if (generator->filling->hints[i].column->kind == MIGHAR_VALUE_TEXT && rank(generator, i) > 0)
      generator->counts[i] = TRUE;
}

/* Whether there is a column that tells the rows of the key apart. */
static gboolean count_best(Generator *generator, const MigharKey *key)
{
  int best = -1;
  guint best_rank = G_MAXUINT;
  for (guint i = 0; i < key->columns->len; i++) {
    guint column = g_array_index(key->columns, guint, i), own = rank(generator, column);
    if (own == 0 || own >= best_rank)
      continue;
    best = (int)column;
    best_rank = own;
  }
  if (best >= 0)
    generator->counts[best] = TRUE;
  return best >= 0;
}

/* The first reference before this one that takes turns and has a column in common with it; -1: none. */
static int find_sharer(const Generator *generator, guint r)
{
  const GArray *columns = reference_at(generator, r)->columns;
  for (guint other = 0; other < r; other++)
    for (guint i = 0; generator->refers[other] && i < columns->len; i++)
      if (has_column(reference_at(generator, other)->columns, g_array_index(columns, guint, i)))
        return (int)other;
  return -1;
}

/* A key of references alone: their rows take turns like the digits of a number, and those that have a column
 * in common like one digit. */
static void count_references_of(Generator *generator, const MigharKey *key)
{
  guint64 every = 1;
  for (guint r = 0; r < generator->filling->table->references->len; r++) {
    if (!generator->refers[r] || reference_at(generator, r)->columns->len == 0 ||
        !has_column(key->columns, g_array_index(reference_at(generator, r)->columns, guint, 0)))
      continue;
    int sharer = find_sharer(generator, r);
    generator->every[r] = sharer >= 0 ? generator->every[sharer] : every;
    if (sharer < 0 && every * generator->targets[r] < generator->wanted)
      every *= generator->targets[r];
  }
}

/* Whether rows of references that share the column may agree, each with the one whose turn it is as well:
 * where there are equally many. The database has the last word. */
static gboolean may_agree(const Generator *generator, guint r, guint column)
{
  for (guint other = 0; other < generator->filling->table->references->len; other++)
    if (has_column(reference_at(generator, other)->columns, column) &&
        generator->targets[other] != generator->targets[r])
      return FALSE;
  return TRUE;
}

/* CHECKs may have a say: the rows that the templates refer to do. A table's own rows are still being made. */
static gboolean may_take_turns(const Generator *generator, guint r)
{
  const MigharReference *reference = reference_at(generator, r);
  if (generator->filling->turn->waits[r] || generator->targets[r] == 0 || reference->columns->len == 0 ||
      reference->referenced->len != reference->columns->len ||
      g_str_equal(reference->references, generator->filling->table->name))
    return FALSE;
  for (guint i = 0; i < reference->columns->len; i++) {
    guint column = g_array_index(reference->columns, guint, i);
    if (!may_agree(generator, r, column) || generator->filling->hints[column].checked ||
        generator->filling->hints[column].column->generated)
      return FALSE;
  }
  return TRUE;
}

static gboolean differ(const Generator *generator, guint place)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint t = 0; t < generator->templates->len; t++) {
    char **row = g_ptr_array_index(generator->templates, t);
    if (row[place] == NULL || !g_hash_table_add(seen, row[place]))
      return FALSE;
  }
  return generator->templates->len > 1;
}

/* What differs in a few rows does in many: a migration may want to make it a key. */
static void count_what_differs(Generator *generator)
{
  static const MigharValueKind free_kinds[] = {MIGHAR_VALUE_TEXT, MIGHAR_VALUE_INTEGER, MIGHAR_VALUE_UUID,
                                               MIGHAR_VALUE_BYTES};
  for (guint place = 0; place < generator->filling->places->len; place++) {
    guint column = g_array_index(generator->filling->places, guint, place);
    const Hint *hint = &generator->filling->hints[column];
    gboolean is_free = FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(free_kinds); i++)
      is_free = is_free || hint->column->kind == free_kinds[i];
    if (!is_free || generator->counts[column] || hint->checked || hint->column->serial ||
        is_narrow(hint->column) || hint->column->wrap != MIGHAR_WRAP_NONE || rank(generator, column) == 0 ||
        !differ(generator, place))
      continue;
    generator->counts[column] = generator->may_count[column] = TRUE;
  }
}

void generator_study_keys(Generator *generator)
{
  const MigharTable *table = generator->filling->table;
  for (guint r = 0; r < table->references->len; r++)
    generator->refers[r] = may_take_turns(generator, r);
  for (guint k = 0; k < table->keys->len; k++) {
    const MigharKey *key = g_ptr_array_index(table->keys, k);
    if (is_met(generator, key) || count_best(generator, key))
      continue;
    if (key->expression)
      count_all_texts(generator);
    else
      count_references_of(generator, key);
  }
  count_what_differs(generator);
}
