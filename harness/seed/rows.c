#include "seeder.h"

#include <string.h>

/* A row refers to others by choosing one of each pool; as many choices are tried for those that share
 * columns. */
#define CHOICES 400

static const MigharColumn *column_at(const MigharTable *table, guint i)
{
  return g_ptr_array_index(table->columns, i);
}

static gboolean add_name(GPtrArray *names, const char *name)
{
  if (g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
    return FALSE;
  g_ptr_array_add(names, (gpointer)name);
  return TRUE;
}

/* Its primary key, and what others refer to; all columns where there is no such key. */
static GPtrArray *wanted_back(const Seeder *seeder, const MigharTable *table, gboolean *is_key)
{
  GPtrArray *names = g_ptr_array_new();
  gboolean has_key = FALSE;
  for (guint k = 0; k < table->keys->len; k++) {
    const MigharKey *key = g_ptr_array_index(table->keys, k);
    has_key = has_key || (key->primary && key->columns->len > 0);
    for (guint i = 0; key->primary && i < key->columns->len; i++)
      add_name(names, column_at(table, g_array_index(key->columns, guint, i))->name);
  }
  for (guint i = 0; !has_key && i < table->columns->len; i++)
    add_name(names, column_at(table, i)->name);
  *is_key = has_key;
  for (guint t = 0; t < seeder->described->len; t++) {
    const MigharTable *other = g_ptr_array_index(seeder->described, t);
    for (guint r = 0; r < other->references->len; r++) {
      const MigharReference *reference = g_ptr_array_index(other->references, r);
      for (guint i = 0; g_str_equal(reference->references, table->name) && i < reference->referenced->len;
           i++)
        if (mighar_table_column(table, g_ptr_array_index(reference->referenced, i)) >= 0)
          add_name(names, g_ptr_array_index(reference->referenced, i));
    }
  }
  return names;
}

/* The index of the column in the table as it was before; -1: it is new. */
static int find_column(const MigharTable *before, const MigharTable *table, const MigharColumn *column)
{
  for (guint i = 0; i < before->columns->len; i++) {
    const MigharColumn *candidate = column_at(before, i);
    gboolean same =
        column->identity != NULL && candidate->identity != NULL
            ? g_str_equal(candidate->identity, column->identity)
            : g_str_equal(before->name, table->name) && g_str_equal(candidate->name, column->name);
    if (same)
      return (int)i;
  }
  return -1;
}

static const MigharTable *find_before(const Seeder *seeder, const MigharTable *table)
{
  for (guint t = 0; seeder->described_before != NULL && t < seeder->described_before->len; t++) {
    const MigharTable *before = g_ptr_array_index(seeder->described_before, t);
    for (guint i = 0; i < table->columns->len; i++)
      if (find_column(before, table, column_at(table, i)) >= 0)
        return before;
  }
  return NULL;
}

static gboolean have_same_checks(const GPtrArray *a, const GPtrArray *b)
{
  guint n = a != NULL ? a->len : 0;
  if (n != (b != NULL ? b->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_ptr_array_find_with_equal_func((GPtrArray *)a, g_ptr_array_index(b, i), g_str_equal, NULL))
      return FALSE;
  return TRUE;
}

/* New values are for what is new; what else a table holds is tried by the rows that were there before. */
static void compare_with_before(Filling *filling)
{
  const MigharTable *table = filling->table, *before = find_before(filling->seeder, table);
  filling->before = before;
  if (before == NULL)
    return;
  filling->hints_before = hints_new(before, filling->seeder->dialect);
  gboolean same = have_same_checks(before->checks, table->checks) && before->keys->len == table->keys->len &&
                  before->references->len == table->references->len;
  for (guint i = 0; i < table->columns->len; i++) {
    const MigharColumn *now = column_at(table, i);
    int index = find_column(before, table, now);
    if (index < 0)
      continue;
    const MigharColumn *then = column_at(before, (guint)index);
    filling->hints[i].before = &filling->hints_before[index];
    filling->hints[i].settled = same && g_strcmp0(then->type, now->type) == 0 &&
                                then->nullable == now->nullable &&
                                have_same_checks(then->checks, now->checks);
  }
}

static gboolean read_pools(Filling *filling, GError **error)
{
  for (guint r = 0; r < filling->table->references->len; r++) {
    const MigharReference *reference = g_ptr_array_index(filling->table->references, r);
    gboolean usable = reference->referenced->len == reference->columns->len;
    GPtrArray *pool = filling->turn->waits[r] || !usable
                          ? mighar_rows_new()
                          : pool_read(filling->seeder, reference->references, reference->referenced, error);
    if (pool == NULL)
      return FALSE;
    g_ptr_array_add(filling->pools, pool);
  }
  return TRUE;
}

gboolean filling_init(Filling *filling, Seeder *seeder, const Turn *turn, guint64 first, GError **error)
{
  const MigharTable *table = turn->table;
  *filling = (Filling){.seeder = seeder, .turn = turn, .table = table, .first = first};
  filling->hints = hints_new(table, seeder->dialect);
  compare_with_before(filling);
  filling->salt = value_mix(seeder->options->seed ^ g_str_hash(table->name));
  filling->columns = g_ptr_array_new();
  filling->accepted = mighar_rows_new();
  filling->places = g_array_new(FALSE, FALSE, sizeof(guint));
  filling->returning = wanted_back(seeder, table, &filling->is_key);
  filling->pools = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < table->columns->len; i++) {
    if (column_at(table, i)->generated)
      continue;
    g_ptr_array_add(filling->columns, column_at(table, i)->name);
    g_array_append_val(filling->places, i);
  }
  if (read_pools(filling, error) && documents_find(filling, error))
    return TRUE;
  filling_clear(filling);
  return FALSE;
}

void filling_clear(Filling *filling)
{
  if (filling->table != NULL)
    hints_free(filling->hints, filling->table->columns->len);
  if (filling->before != NULL)
    hints_free(filling->hints_before, filling->before->columns->len);
  g_clear_pointer(&filling->columns, g_ptr_array_unref);
  g_clear_pointer(&filling->places, g_array_unref);
  g_clear_pointer(&filling->returning, g_ptr_array_unref);
  g_clear_pointer(&filling->accepted, g_ptr_array_unref);
  g_clear_pointer(&filling->pools, g_ptr_array_unref);
  *filling = (Filling){0};
}

/* Whether the pool's row says the same of the columns that other references have set already. */
static gboolean agrees(const MigharReference *reference, char **pool_row, char **row, const gboolean *set)
{
  for (guint i = 0; i < reference->columns->len; i++) {
    guint column = g_array_index(reference->columns, guint, i);
    if (set[column] && g_strcmp0(row[column], pool_row[i]) != 0)
      return FALSE;
  }
  return TRUE;
}

/* Whether CHECKs are likely to let the columns refer to the row. */
static gboolean is_welcome(const Filling *filling, const MigharReference *reference, char **pool_row)
{
  for (guint i = 0; i < reference->columns->len; i++) {
    const Hint *hint = &filling->hints[g_array_index(reference->columns, guint, i)];
    if (hint->only_values && !g_ptr_array_find_with_equal_func(hint->values, pool_row[i], g_str_equal, NULL))
      return FALSE;
  }
  return TRUE;
}

/* The first row of the pool from start on that fits, a welcome one where there is any; NULL: none does. */
static char **find_target(const Filling *filling, guint r, guint64 start, char **row, const gboolean *set)
{
  const MigharReference *reference = g_ptr_array_index(filling->table->references, r);
  const GPtrArray *pool = g_ptr_array_index(filling->pools, r);
  char **fitting = NULL;
  for (guint i = 0; i < pool->len; i++) {
    char **candidate = g_ptr_array_index(pool, (start + i) % pool->len);
    if (!agrees(reference, candidate, row, set))
      continue;
    if (is_welcome(filling, reference, candidate))
      return candidate;
    fitting = fitting != NULL ? fitting : candidate;
  }
  return fitting;
}

static void set_columns(const MigharReference *reference, char **pool_row, char **row, gboolean *set)
{
  for (guint i = 0; i < reference->columns->len; i++) {
    guint column = g_array_index(reference->columns, guint, i);
    if (set[column])
      continue;
    row[column] = pool_row != NULL ? pool_row[i] : NULL;
    set[column] = TRUE;
  }
}

/* The nth way to choose a row from each pool: any two numbers below the product of their sizes are two ways,
 * and small ones differ in as many pools as there are. FALSE when no row fits with what is chosen already. */
static gboolean choose(const Filling *filling, guint64 number, char **row, gboolean *set)
{
  gboolean complete = TRUE;
  guint64 rest = number;
  for (guint r = 0; r < filling->pools->len; r++) {
    const MigharReference *reference = g_ptr_array_index(filling->table->references, r);
    const GPtrArray *pool = g_ptr_array_index(filling->pools, r);
    guint64 start = pool->len > 0 ? (r == 0 ? number : rest + number) % pool->len : 0;
    char **found = find_target(filling, r, start, row, set);
    if (pool->len > 0)
      rest /= pool->len;
    complete = complete && (found != NULL || filling->turn->waits[r] || pool->len == 0);
    set_columns(reference, found, row, set);
  }
  return complete;
}

static void choose_references(const Filling *filling, guint64 number, char **row, gboolean *set)
{
  guint n = filling->table->columns->len;
  for (guint i = 0; i < CHOICES; i++) {
    memset(set, 0, n * sizeof *set);
    memset(row, 0, n * sizeof *row);
    if (choose(filling, number + i, row, set))
      return;
  }
}

/* Late rows of these ideas hold what is new: a first value, a second one, a third; -1: another idea. */
static int late_index(Idea idea)
{
  static const Idea ideas[] = {IDEA_TYPICAL, IDEA_GREATEST, IDEA_LEAST};
  for (guint i = 0; i < G_N_ELEMENTS(ideas); i++)
    if (ideas[i] == idea)
      return (int)i;
  return -1;
}

static Value column_value(const Filling *filling, guint column, Idea idea, guint64 number, RowStyle style)
{
  const Hint *hint = &filling->hints[column];
  guint64 salt = filling->salt ^ g_str_hash(hint->column->name);
  if (hint_is_serial(hint))
    return (Value){mighar_default, NULL};
  if (style == ROW_MODEST && hint->column->has_default)
    return (Value){mighar_default, NULL};
  if (style == ROW_MODEST && hint->column->nullable)
    return (Value){NULL, NULL};
  if (hint->column->kind == MIGHAR_VALUE_UNKNOWN && hint->column->has_default)
    return (Value){mighar_default, NULL};
  if (style == ROW_AS_IDEA && idea == IDEA_NOTHING && hint->column->nullable && !hint->settled)
    return (Value){NULL, "NULL"};
  if (style == ROW_AS_IDEA && late_index(idea) >= 0 && filling->seeder->purpose == MIGHAR_SEED_LATE) {
    Value late = value_make_late(hint, (guint)late_index(idea), number, salt);
    if (late.text != NULL || late.note != NULL)
      return late;
  }
  return value_make(hint, hint->settled && idea != IDEA_MIXED ? IDEA_TYPICAL : idea, number, salt);
}

/* What a search has found out about values that CHECKs speak of, rows after it start from. */
static gboolean is_known(const Filling *filling, guint column, RowStyle style)
{
  return style == ROW_TYPICAL && filling->accepted->len > 0 && filling->hints[column].checked &&
         !filling->hints[column].unique;
}

static Value known_value(const Filling *filling, guint place)
{
  char **accepted = g_ptr_array_index(filling->accepted, 0);
  char *text = accepted[place];
  return (Value){text == mighar_default ? text : g_strdup(text), NULL};
}

static void note(GString *notes, const Value *value, const char *column)
{
  if (value->note != NULL)
    g_string_append_printf(notes, "%s%s in %s", notes->len > 0 ? ", " : "", value->note, column);
}

Row rows_make(const Filling *filling, GPtrArray *rows, guint index, RowStyle style, guint turn_number)
{
  guint n = filling->table->columns->len;
  guint64 number = filling->first + index + 1000 * (guint64)turn_number;
  Idea idea = style == ROW_AS_IDEA ? (Idea)(index % IDEAS) : IDEA_TYPICAL;
  g_autofree char **chosen = g_new0(char *, n + 1);
  g_autofree gboolean *set = g_new0(gboolean, n + 1);
  g_autoptr(GString) notes = g_string_new(NULL);
  choose_references(filling, filling->first + index + turn_number, chosen, set);
  Row row = {.values = mighar_rows_add(rows, NULL, filling->columns->len)};
  for (guint i = 0; i < filling->columns->len; i++) {
    guint column = g_array_index(filling->places, guint, i);
    if (set[column]) {
      row.values[i] = g_strdup(chosen[column]);
      continue;
    }
    Value value = is_known(filling, column, style) ? known_value(filling, i)
                                                   : column_value(filling, column, idea, number, style);
    note(notes, &value, column_at(filling->table, column)->name);
    row.values[i] = value.text;
  }
  row.note = notes->len > 0 ? g_strdup(notes->str) : NULL;
  return row;
}
