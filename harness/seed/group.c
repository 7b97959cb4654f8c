/* Tables that refer to each other so that none can be first: their rows go in together, with keys that are
 * made here. A key that would count up by itself gets a number that it does not come to: one behind where it
 * starts, so that none that it hands out is taken; where a CHECK wants none of these, one far ahead. */
#include "seeder.h"

static const gint64 far_off[] = {-1000, 1000000001};

/* Tables that need each other are fewer. */
#define LARGEST_GROUP 100

typedef struct {
  Seeder *seeder;
  Filling *fillings;
  GPtrArray **rows; /* of each filling; one row */
  guint n;
  gint64 first_key; /* of those that would count up */
} Group;

static int place_of(const Filling *filling, guint column)
{
  for (guint i = 0; i < filling->places->len; i++)
    if (g_array_index(filling->places, guint, i) == column)
      return (int)i;
  return -1;
}

static char **row_of(const Group *group, guint table)
{
  return g_ptr_array_index(group->rows[table], 0);
}

static void set(char **place, char *value)
{
  if (*place != mighar_default)
    g_free(*place);
  *place = value;
}

/* A value that is known before the row is written. */
static const char *known_value(const Group *group, guint table, const char *column)
{
  const Filling *filling = &group->fillings[table];
  int index = mighar_table_column(filling->table, column);
  int place = index >= 0 ? place_of(filling, (guint)index) : -1;
  if (place < 0)
    return NULL;
  char **value = &row_of(group, table)[place];
  if (filling->hints[index].column->serial && *value == mighar_default)
    set(value, g_strdup_printf("%" G_GINT64_FORMAT, group->first_key + table));
  else if (*value == mighar_default || *value == NULL)
    set(value, value_make(&filling->hints[index], IDEA_TYPICAL, filling->first + 7, filling->salt).text);
  return *value;
}

static int table_in_group(const Group *group, const char *name)
{
  for (guint i = 0; i < group->n; i++)
    if (g_str_equal(group->fillings[i].table->name, name))
      return (int)i;
  return -1;
}

static void refer(const Group *group, guint table)
{
  const Filling *filling = &group->fillings[table];
  for (guint r = 0; r < filling->table->references->len; r++) {
    const MigharReference *reference = g_ptr_array_index(filling->table->references, r);
    int target = table_in_group(group, reference->references);
    for (guint i = 0; target >= 0 && !filling->turn->waits[r] && i < reference->referenced->len; i++) {
      int place = place_of(filling, g_array_index(reference->columns, guint, i));
      const char *value = known_value(group, (guint)target, g_ptr_array_index(reference->referenced, i));
      if (place >= 0)
        set(&row_of(group, table)[place], g_strdup(value));
    }
  }
}

static void keep(const Group *group, guint table, const GPtrArray *returned)
{
  const Filling *filling = &group->fillings[table];
  MigharSeeded *seeded = seeder_written(filling);
  for (guint r = 0; r < returned->len; r++) {
    mighar_rows_add(seeded->rows, g_ptr_array_index(returned, r), filling->returning->len);
    g_ptr_array_add(seeded->values, NULL);
  }
}

static gboolean insert_group(const Group *group, gboolean *taken, MigharRefusal *refusal, GError **error)
{
  g_autofree MigharInsert *inserts = g_new0(MigharInsert, group->n);
  g_autoptr(GPtrArray) returned = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < group->n; i++) {
    const Filling *filling = &group->fillings[i];
    g_ptr_array_add(returned, mighar_rows_new());
    inserts[i] = (MigharInsert){
        .table = filling->table->name,
        .columns = filling->columns,
        .rows = group->rows[i],
        .described = filling->table,
        .returning = filling->returning->len > 0 ? filling->returning : NULL,
        .returned = g_ptr_array_index(returned, i),
    };
  }
  if (!group->seeder->driver->insert(group->seeder->database, inserts, group->n, taken, refusal, error))
    return FALSE;
  for (guint i = 0; *taken && i < group->n; i++)
    keep(group, i, g_ptr_array_index(returned, i));
  return TRUE;
}

static gboolean try_style(Group *group, RowStyle style, gboolean *taken, MigharRefusal *refusal,
                          GError **error)
{
  for (guint i = 0; i < group->n; i++) {
    group->rows[i] = mighar_rows_new();
    g_free(rows_make(&group->fillings[i], group->rows[i], 0, style, 0).note);
  }
  for (guint i = 0; i < group->n; i++)
    refer(group, i);
  mighar_refusal_clear(refusal);
  gboolean done = insert_group(group, taken, refusal, error);
  for (guint i = 0; i < group->n; i++)
    g_clear_pointer(&group->rows[i], g_ptr_array_unref);
  return done;
}

static gboolean try_group(Group *group, gboolean *taken, MigharRefusal *refusal, GError **error)
{
  static const RowStyle styles[] = {ROW_TYPICAL, ROW_MODEST};
  gboolean late = group->seeder->purpose == MIGHAR_SEED_LATE;
  for (guint k = 0; k < G_N_ELEMENTS(far_off); k++) {
    group->first_key = far_off[k] + (late ? LARGEST_GROUP : 0);
    for (guint i = 0; i < G_N_ELEMENTS(styles); i++) {
      if (!try_style(group, styles[i], taken, refusal, error))
        return FALSE;
      if (*taken)
        return TRUE;
    }
  }
  return TRUE;
}

gboolean fill_group(Seeder *seeder, const GPtrArray *turns, MigharRefusal *refusal, gboolean *taken,
                    GError **error)
{
  g_autofree Filling *fillings = g_new0(Filling, turns->len);
  g_autofree GPtrArray **rows = g_new0(GPtrArray *, turns->len);
  Group group = {.seeder = seeder, .fillings = fillings, .rows = rows, .n = turns->len};
  gboolean done = TRUE;
  *taken = FALSE;
  for (guint i = 0; done && i < turns->len; i++)
    done = filling_init(&fillings[i], seeder, g_ptr_array_index(turns, i),
                        seeder->purpose == MIGHAR_SEED_LATE ? 500 : 0, error);
  done = done && try_group(&group, taken, refusal, error);
  for (guint i = 0; i < turns->len; i++)
    filling_clear(&fillings[i]);
  return done;
}
