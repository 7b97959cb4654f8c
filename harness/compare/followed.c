#include "followed.h"

#include "row_columns.h"

/* Fewer rows could agree by chance. */
#define ROWS_THAT_AGREE 2

static void move_free(gpointer data)
{
  Move *move = data;
  g_array_unref(move->links);
  g_array_unref(move->values);
  g_free(move);
}

/* The columns of rows that belong together, as one of the two tables has them. */
static GArray *list_columns(const GArray *links, gboolean of_from)
{
  GArray *columns = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < links->len; i++) {
    const Followed *link = &g_array_index(links, Followed, i);
    guint column = of_from ? link->from : link->to;
    g_array_append_val(columns, column);
  }
  return columns;
}

/* Whether each row of `to` has what the row that it belongs to had. */
static gboolean agree(const Move *move, const Followed *value)
{
  g_autoptr(GArray) from = list_columns(move->links, TRUE), to = list_columns(move->links, FALSE);
  g_autoptr(GHashTable) index = row_columns_index(move->from, from);
  guint n = 0;
  guint64 hash;
  for (guint i = 0; i < move->to->kept->len; i++) {
    const Row *row = g_ptr_array_index(move->to->kept, i);
    const Row *other = row_columns_hash(row, to, &hash) ? g_hash_table_lookup(index, &hash) : NULL;
    if (row_value_text(&row->values[value->to]) == NULL)
      continue;
    if (other == NULL || !row_value_equal(&other->values[value->from], &row->values[value->to]))
      return FALSE;
    n++;
  }
  return n >= ROWS_THAT_AGREE;
}

/* Whether the column of `to` has the values of that of `from`, and did not have them before. */
static gboolean holds(const MigharRowSet *earlier, const RowColumn *from, const RowColumn *to)
{
  return row_digest_equal(&from->values, &to->values) && (from->values.low != 0 || from->values.high != 0) &&
         (earlier == NULL || row_set_find_column(earlier, to) < 0);
}

static gboolean is_linked(const Move *move, guint from)
{
  for (guint i = 0; i < move->links->len; i++)
    if (g_array_index(move->links, Followed, i).from == from)
      return TRUE;
  return FALSE;
}

/* Where a column of `from` is in `to`: under its own name, else the only one that it can be. -1: nowhere. */
static int find_place(const Move *move, const MigharRowSet *earlier, guint from)
{
  const RowColumn *column = row_set_column(move->from, from);
  int found = -1;
  for (guint i = 0; i < move->to->columns->len; i++) {
    const RowColumn *candidate = row_set_column(move->to, i);
    if (!holds(earlier, column, candidate))
      continue;
    if (g_str_equal(candidate->name, column->name))
      return (int)i;
    if (found >= 0)
      return -1;
    found = (int)i;
  }
  return found;
}

/* By a foreign key to the table that has lost the column. */
static gboolean link_by_reference(Move *move, const MigharReference *reference, const MigharRowSet *then)
{
  g_autoptr(GArray) targets = row_columns_referenced(reference, then);
  if (targets == NULL || targets->len != reference->columns->len)
    return FALSE;
  for (guint i = 0; i < reference->columns->len; i++) {
    const RowColumn *target = row_set_column(then, g_array_index(targets, guint, i));
    int from = row_set_find_column(move->from, target);
    if (from < 0)
      return FALSE;
    const Followed link = {(guint)from, g_array_index(reference->columns, guint, i)};
    g_array_append_val(move->links, link);
  }
  return move->links->len > 0;
}

/* By the key of a table that is gone. */
static gboolean link_by_key(Move *move, const MigharRowSet *earlier)
{
  for (guint i = 0; i < move->from->key->len; i++) {
    guint from = g_array_index(move->from->key, guint, i);
    int to = find_place(move, earlier, from);
    if (to < 0)
      return FALSE;
    const Followed link = {from, (guint)to};
    g_array_append_val(move->links, link);
  }
  return move->links->len > 0;
}

/* then: the table after the up; NULL: it is gone. */
static void follow_values(Move *move, const MigharRowSet *earlier, const MigharRowSet *then)
{
  for (guint i = 0; i < move->from->columns->len; i++) {
    if (is_linked(move, i) || (then != NULL && row_set_find_column(then, row_set_column(move->from, i)) >= 0))
      continue;
    int to = find_place(move, earlier, i);
    const Followed value = {i, (guint)to};
    if (to >= 0 && agree(move, &value))
      g_array_append_val(move->values, value);
  }
}

static Move *new_move(const MigharRowSet *from, const MigharRowSet *to, gboolean replaces)
{
  Move *move = g_new0(Move, 1);
  *move = (Move){.from = from, .to = to, .replaces = replaces};
  move->links = g_array_new(FALSE, FALSE, sizeof(Followed));
  move->values = g_array_new(FALSE, FALSE, sizeof(Followed));
  return move;
}

static Move *copy_move(const Move *move)
{
  Move *copy = g_memdup2(move, sizeof *move);
  g_array_ref(copy->links);
  g_array_ref(copy->values);
  return copy;
}

/* Takes the move over. */
static void add_if_any(GPtrArray *moves, Move *move, gboolean linked, const MigharRowSet *earlier,
                       const MigharRowSet *then)
{
  if (linked)
    follow_values(move, earlier, then);
  if (move->values->len > 0)
    g_ptr_array_add(moves, move);
  else
    move_free(move);
}

static void find_of_table(const MigharMoment *before, const MigharMoment *between, const MigharRowSet *from,
                          GPtrArray *moves)
{
  const MigharRowSet *then = mighar_moment_find(before, from->table, between);
  GHashTableIter iterator;
  gpointer name, value;
  g_hash_table_iter_init(&iterator, between->sets);
  while (g_hash_table_iter_next(&iterator, &name, &value)) {
    const MigharRowSet *to = value, *earlier = mighar_moment_find(between, name, before);
    if (to == then || to == earlier || !to->whole)
      continue;
    for (guint i = 0; then != NULL && i < to->foreign_keys->len; i++) {
      const MigharReference *reference = g_ptr_array_index(to->foreign_keys, i);
      Move *move = new_move(from, to, FALSE);
      add_if_any(moves, move,
                 g_str_equal(reference->references, then->table) && link_by_reference(move, reference, then),
                 earlier, then);
    }
    if (then == NULL) {
      Move *move = new_move(from, to, TRUE);
      add_if_any(moves, move, link_by_key(move, earlier), earlier, NULL);
    }
  }
}

static gboolean is_followed(const Move *move, const MigharRowSet *from, guint column)
{
  for (guint i = 0; move->from == from && i < move->values->len; i++)
    if (g_array_index(move->values, Followed, i).from == column)
      return TRUE;
  return FALSE;
}

static gboolean has_second(const GPtrArray *moves, const Move *move)
{
  for (guint o = 0; o < moves->len; o++)
    for (guint i = 0; g_ptr_array_index(moves, o) != move && i < move->values->len; i++)
      if (is_followed(g_ptr_array_index(moves, o), move->from, g_array_index(move->values, Followed, i).from))
        return TRUE;
  return FALSE;
}

/* What has been copied to several places need not come back from each of them. */
static GPtrArray *take_clear(GPtrArray *moves)
{
  GPtrArray *clear = g_ptr_array_new_with_free_func(move_free);
  for (guint i = 0; i < moves->len; i++)
    if (!has_second(moves, g_ptr_array_index(moves, i)))
      g_ptr_array_add(clear, copy_move(g_ptr_array_index(moves, i)));
  return clear;
}

GPtrArray *followed_find(const MigharMoment *before, const MigharMoment *between)
{
  g_autoptr(GPtrArray) moves = g_ptr_array_new_with_free_func(move_free);
  GHashTableIter iterator;
  gpointer value;
  g_hash_table_iter_init(&iterator, before->sets);
  while (g_hash_table_iter_next(&iterator, NULL, &value)) {
    const MigharRowSet *from = value;
    if (from->whole && from->n >= ROWS_THAT_AGREE)
      find_of_table(before, between, from, moves);
  }
  return take_clear(moves);
}
