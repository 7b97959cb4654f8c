/* Late rows in tables that an up has moved values to, and what the down has brought back of them. */
#include "followed.h"
#include "late.h"

/* A row of the table after the down, whether it was there before or came late. */
typedef struct {
  const Row *row;
  const ApartRow *apart; /* one of both */
} AnyRow;

static guint64 hash_at(const AnyRow *any, guint column)
{
  return any->row != NULL ? row_value_hash(&any->row->values[column]) : any->apart->values[column].hash;
}

static const char *text_at(const AnyRow *any, guint column)
{
  return any->row != NULL ? row_value_text(&any->row->values[column]) : any->apart->values[column].text;
}

/* One move, after the down. */
typedef struct {
  const Move *move;
  const MigharRowSet *after; /* the table that it is of */
  GArray *columns;           /* int: for each column before the up, its index there; -1: it is not there */
  GArray *rows;              /* AnyRow: of after */
  GHashTable *index;         /* hash of links -> AnyRow */
  GPtrArray *losses;
} Following;

static int column_after(const Following *following, guint from)
{
  return g_array_index(following->columns, int, from);
}

static gboolean hash_links(const Following *following, const AnyRow *any, gboolean is_after, guint64 *hash)
{
  const GArray *links = following->move->links;
  *hash = 0;
  for (guint i = 0; i < links->len; i++) {
    const Followed *link = &g_array_index(links, Followed, i);
    int column = is_after ? column_after(following, link->from) : (int)link->to;
    if (column < 0 || text_at(any, (guint)column) == NULL)
      return FALSE;
    *hash = row_mix(*hash, hash_at(any, (guint)column));
  }
  return TRUE;
}

static void list_rows(const MigharRowSet *set, GArray *rows)
{
  for (guint i = 0; i < set->kept->len; i++) {
    const AnyRow any = {.row = g_ptr_array_index(set->kept, i)};
    g_array_append_val(rows, any);
  }
  for (guint i = 0; set->apart != NULL && i < set->apart->len; i++) {
    const AnyRow any = {.apart = g_ptr_array_index(set->apart, i)};
    g_array_append_val(rows, any);
  }
}

static void index_after(Following *following)
{
  guint64 hash;
  for (guint i = 0; i < following->move->from->columns->len; i++) {
    int column = row_set_find_column(following->after, row_set_column(following->move->from, i));
    g_array_append_val(following->columns, column);
  }
  list_rows(following->after, following->rows);
  for (guint i = 0; i < following->rows->len; i++) {
    AnyRow *any = &g_array_index(following->rows, AnyRow, i);
    if (hash_links(following, any, TRUE, &hash))
      g_hash_table_insert(following->index, g_memdup2(&hash, sizeof hash), any);
  }
}

/* Whether there is one place for several rows, and it holds something: that of another one, or what has been
 * made of all of them. */
static gboolean is_taken(const Following *following, const AnyRow *there, const Followed *value, guint64 link)
{
  g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(AnyRow));
  guint64 hash;
  guint n = 0;
  list_rows(following->move->to, rows);
  for (guint i = 0; i < rows->len; i++)
    n += hash_links(following, &g_array_index(rows, AnyRow, i), FALSE, &hash) && hash == link;
  return n > 1 && text_at(there, (guint)column_after(following, value->from)) != NULL;
}

static void tell_key(const Following *following, const AnyRow *there, MigharLateLoss *loss)
{
  const GArray *key = following->after->key;
  g_autoptr(GString) words = g_string_new(NULL);
  char **values = mighar_rows_add(loss->key, NULL, key->len);
  for (guint i = 0; i < key->len; i++) {
    guint column = g_array_index(key, guint, i);
    const char *name = row_set_column(following->after, column)->name;
    values[i] = g_strdup(text_at(there, column));
    g_ptr_array_add(loss->key_columns, g_strdup(name));
    late_append_words(words, name, values[i]);
  }
  loss->words = g_strdup(words->str);
}

static void tell_value(const Following *following, const AnyRow *row, const AnyRow *there,
                       const Followed *value)
{
  guint column = (guint)column_after(following, value->from);
  MigharLateLoss *loss = late_loss_new(following->after, row_set_column(following->after, column));
  tell_key(following, there, loss);
  mighar_rows_add(loss->row, NULL, 0);
  loss->from = g_strdup(row_set_column(following->move->to, value->to)->object);
  loss->written = g_strdup(text_at(row, value->to));
  loss->found = g_strdup(text_at(there, column));
  g_ptr_array_add(following->losses, loss);
}

static void add_values(const Following *following, const AnyRow *row, const GArray *places, GString *words,
                       MigharLateLoss *loss, char **values)
{
  for (guint i = 0; i < places->len; i++) {
    const Followed *place = &g_array_index(places, Followed, i);
    int column = column_after(following, place->from);
    if (column < 0)
      continue;
    const char *name = row_set_column(following->after, (guint)column)->name;
    values[loss->columns->len] = g_strdup(text_at(row, place->to));
    g_ptr_array_add(loss->columns, g_strdup(name));
    if (words != NULL)
      late_append_words(words, name, text_at(row, place->to));
  }
}

static void tell_row(const Following *following, const AnyRow *row)
{
  const Move *move = following->move;
  g_autoptr(GString) words = g_string_new(NULL);
  MigharLateLoss *loss = late_loss_new(following->after, NULL);
  char **values = mighar_rows_add(loss->row, NULL, move->links->len + move->values->len);
  add_values(following, row, move->links, words, loss, values);
  add_values(following, row, move->values, NULL, loss, values);
  mighar_rows_add(loss->key, NULL, 0);
  loss->words = g_strdup(words->str);
  loss->from = g_strdup(move->to->table);
  g_ptr_array_add(following->losses, loss);
}

static void follow_row(const Following *following, const ApartRow *apart)
{
  const AnyRow row = {.apart = apart};
  guint64 link;
  if (!hash_links(following, &row, FALSE, &link))
    return;
  const AnyRow *there = g_hash_table_lookup(following->index, &link);
  if (there == NULL && following->move->replaces)
    tell_row(following, &row);
  for (guint i = 0; there != NULL && i < following->move->values->len; i++) {
    const Followed *value = &g_array_index(following->move->values, Followed, i);
    int column = column_after(following, value->from);
    if (column < 0 || text_at(&row, value->to) == NULL ||
        hash_at(&row, value->to) == hash_at(there, (guint)column) || is_taken(following, there, value, link))
      continue;
    tell_value(following, &row, there, value);
  }
}

static void follow(const Move *move, const MigharRowSet *after, GPtrArray *losses)
{
  Following following = {.move = move, .after = after, .losses = losses};
  following.columns = g_array_new(FALSE, FALSE, sizeof(int));
  following.rows = g_array_new(FALSE, FALSE, sizeof(AnyRow));
  following.index = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  index_after(&following);
  for (guint i = 0; i < move->to->apart->len; i++)
    follow_row(&following, g_ptr_array_index(move->to->apart, i));
  g_array_unref(following.columns);
  g_array_unref(following.rows);
  g_hash_table_unref(following.index);
}

void late_follow(const MigharMoment *before, const MigharMoment *late, const MigharMoment *after,
                 GPtrArray *losses)
{
  g_autoptr(GPtrArray) moves = followed_find(before, late);
  for (guint i = 0; i < moves->len; i++) {
    const Move *move = g_ptr_array_index(moves, i);
    const MigharRowSet *set = mighar_moment_find(before, move->from->table, after);
    if (set != NULL && set->whole && mighar_row_set_apart(move->to) > 0)
      follow(move, set, losses);
  }
}
