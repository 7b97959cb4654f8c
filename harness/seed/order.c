#include "seeder.h"

static void turn_free(gpointer data)
{
  Turn *turn = data;
  g_free(turn->waits);
  g_free(turn);
}

static const MigharReference *reference_at(const MigharTable *table, guint i)
{
  return g_ptr_array_index(table->references, i);
}

/* Whether one of its columns may be NULL, which is enough for it to refer to nothing. */
static gboolean can_wait(const MigharTable *table, const MigharReference *reference)
{
  for (guint i = 0; i < reference->columns->len; i++) {
    const MigharColumn *column =
        g_ptr_array_index(table->columns, g_array_index(reference->columns, guint, i));
    if (column->nullable && !column->generated)
      return TRUE;
  }
  return FALSE;
}

/* The tables still to be ordered that a turn has to wait for. A part takes the place of its whole. */
static gboolean needs(const Turn *turn, const Turn *other)
{
  for (guint i = 0; i < turn->table->references->len; i++) {
    const char *name = reference_at(turn->table, i)->references;
    if (!turn->waits[i] && turn != other &&
        (g_str_equal(name, other->table->name) || g_strcmp0(name, other->table->parent) == 0))
      return TRUE;
  }
  return FALSE;
}

static gboolean is_ready(const Turn *turn, const GPtrArray *left)
{
  for (guint i = 0; i < left->len; i++)
    if (needs(turn, g_ptr_array_index(left, i)))
      return FALSE;
  return TRUE;
}

/* Of a cycle one reference that can wait lets the rest follow. */
static gboolean let_one_wait(const GPtrArray *left)
{
  for (guint t = 0; t < left->len; t++) {
    Turn *turn = g_ptr_array_index(left, t);
    for (guint i = 0; i < turn->table->references->len; i++) {
      const MigharReference *reference = reference_at(turn->table, i);
      gboolean is_left = FALSE;
      for (guint o = 0; o < left->len; o++) {
        const Turn *other = g_ptr_array_index(left, o);
        is_left |= other != turn && g_str_equal(other->table->name, reference->references);
      }
      if (is_left && !turn->waits[i] && can_wait(turn->table, reference)) {
        turn->waits[i] = TRUE;
        return TRUE;
      }
    }
  }
  return FALSE;
}

/* All that can be reached from the turn and back: a cycle in which nothing can wait. */
static gboolean reaches(const Turn *from, const Turn *to, const GPtrArray *left, GHashTable *seen)
{
  if (!g_hash_table_add(seen, (gpointer)from))
    return FALSE;
  for (guint i = 0; i < left->len; i++) {
    const Turn *next = g_ptr_array_index(left, i);
    if (needs(from, next) && (next == to || reaches(next, to, left, seen)))
      return TRUE;
  }
  return FALSE;
}

static gboolean reach_each_other(const Turn *a, const Turn *b, const GPtrArray *left)
{
  g_autoptr(GHashTable) there = g_hash_table_new(NULL, NULL);
  g_autoptr(GHashTable) back = g_hash_table_new(NULL, NULL);
  return a == b || (reaches(a, b, left, there) && reaches(b, a, left, back));
}

/* The first that needs nobody outside of its cycle. */
static GPtrArray *take_cycle(GPtrArray *left)
{
  for (guint t = 0; t < left->len; t++) {
    Turn *turn = g_ptr_array_index(left, t);
    g_autoptr(GPtrArray) cycle = g_ptr_array_new();
    gboolean closed = TRUE;
    for (guint i = 0; i < left->len; i++)
      if (reach_each_other(turn, g_ptr_array_index(left, i), left))
        g_ptr_array_add(cycle, g_ptr_array_index(left, i));
    for (guint c = 0; c < cycle->len; c++)
      for (guint i = 0; i < left->len; i++)
        closed = closed && (!needs(g_ptr_array_index(cycle, c), g_ptr_array_index(left, i)) ||
                            g_ptr_array_find(cycle, g_ptr_array_index(left, i), NULL));
    if (closed)
      return g_steal_pointer(&cycle);
  }
  return NULL;
}

static void move_to(GPtrArray *groups, GPtrArray *left, const GPtrArray *turns)
{
  GPtrArray *group = g_ptr_array_new_with_free_func(turn_free);
  for (guint i = 0; i < turns->len; i++) {
    g_ptr_array_add(group, g_ptr_array_index(turns, i));
    g_ptr_array_remove(left, g_ptr_array_index(turns, i));
  }
  g_ptr_array_add(groups, group);
}

/* Takes all that need nothing of what is left. */
static gboolean move_ready(GPtrArray *groups, GPtrArray *left)
{
  g_autoptr(GPtrArray) ready = g_ptr_array_new();
  for (guint i = 0; i < left->len; i++)
    if (is_ready(g_ptr_array_index(left, i), left))
      g_ptr_array_add(ready, g_ptr_array_index(left, i));
  for (guint i = 0; i < ready->len; i++) {
    g_autoptr(GPtrArray) one = g_ptr_array_new();
    g_ptr_array_add(one, g_ptr_array_index(ready, i));
    move_to(groups, left, one);
  }
  return ready->len > 0;
}

static Turn *new_turn(const MigharTable *table)
{
  Turn *turn = g_new0(Turn, 1);
  turn->table = table;
  turn->waits = g_new0(gboolean, table->references->len + 1);
  for (guint i = 0; i < table->references->len; i++) {
    const MigharReference *reference = reference_at(table, i);
    turn->waits[i] = g_str_equal(reference->references, table->name) && can_wait(table, reference);
  }
  return turn;
}

GPtrArray *order_tables(const GPtrArray *wanted, GHashTable *tables G_GNUC_UNUSED)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  g_autoptr(GPtrArray) left = g_ptr_array_new();
  for (guint i = 0; i < wanted->len; i++)
    g_ptr_array_add(left, new_turn(g_ptr_array_index(wanted, i)));
  while (left->len > 0) {
    if (move_ready(groups, left) || let_one_wait(left))
      continue;
    g_autoptr(GPtrArray) cycle = take_cycle(left);
    move_to(groups, left, cycle != NULL ? cycle : left);
  }
  return groups;
}
