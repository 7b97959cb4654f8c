#include "changes_private.h"
#include "session.h"

#include <string.h>

static Dirty *look_up(const Changes *changes, guint32 class, guint32 id)
{
  gint64 key = KEY(class, id);
  return g_hash_table_lookup(changes->dirty, &key);
}

/* What is known of an object, made when nothing is. */
static Dirty *find_dirty(Changes *changes, guint32 class, guint32 id)
{
  Dirty *dirty = look_up(changes, class, id);
  if (dirty == NULL) {
    dirty = g_new0(Dirty, 1);
    dirty->key = KEY(class, id);
    g_hash_table_add(changes->dirty, dirty);
  }
  return dirty;
}

void changes_free_dirty(gpointer data)
{
  Dirty *dirty = data;
  g_clear_pointer(&dirty->shapes, g_array_unref);
  g_clear_pointer(&dirty->parts, g_array_unref);
  g_free(dirty);
}

/* The element whose first field, an int, is number; else a new one that is all zero but for that. */
static gpointer find_numbered(GArray **elements, guint size, int number)
{
  if (*elements == NULL)
    *elements = g_array_new(FALSE, TRUE, size);
  for (guint i = 0; i < (*elements)->len; i++) {
    int *element = (int *)(void *)((*elements)->data + (gsize)i * size);
    if (*element == number)
      return element;
  }
  g_array_set_size(*elements, (*elements)->len + 1);
  int *added = (int *)(void *)((*elements)->data + (gsize)((*elements)->len - 1) * size);
  *added = number;
  return added;
}

static void note_shape(Dirty *dirty, const MirrorRow *row, int way)
{
  Shape *shape = find_numbered(&dirty->shapes, sizeof(Shape), row->part);
  shape->digest += way > 0 ? row->shape : 0u - row->shape;
  shape->lost = shape->lost || way < 0;
}

static ChangedPart *find_part(Dirty *dirty, int number)
{
  return find_numbered(&dirty->parts, sizeof(ChangedPart), number);
}

/* Columns are objects of their own, for which other columns' rows are of no concern. */
static void note_part(Dirty *dirty, const Followed *how, const MirrorRow *row, int way)
{
  if (CLASS_OF(dirty->key) != CLASS_COLUMNS || row->part == 0)
    dirty->whole = TRUE;
  else if (how->shape == NULL)
    find_part(dirty, row->part);
  else
    find_part(dirty, row->part)->gone = way < 0 || row->letter == GONE_LETTER;
}

void changes_note_row(Changes *changes, const Followed *how, const MirrorRow *row, int way)
{
  for (guint i = 0; i < MIRROR_OWNERS; i++) {
    if (row->ids[i] == 0)
      continue;
    if (!followed_is_by_id(row->classes[i])) {
      changes->unknown = changes->touched_all = TRUE;
      continue;
    }
    Dirty *dirty = find_dirty(changes, row->classes[i], row->ids[i]);
    dirty->content += way > 0 ? row->content : 0u - row->content;
    dirty->changed = dirty->changed || how->content == NULL;
    note_part(dirty, how, row, way);
    if (i > 0)
      continue;
    if (how->self != 0)
      dirty->made += way;
    if (how->shape != NULL)
      note_shape(dirty, row, way);
  }
}

/* Letters */

static GHashTable *letters_of(const Changes *changes, guint32 class)
{
  return g_hash_table_lookup(changes->letters, GUINT_TO_POINTER(class));
}

static void set_letter(Changes *changes, guint32 class, guint32 id, char letter)
{
  GHashTable *letters = letters_of(changes, class);
  if (letters == NULL) {
    letters = g_hash_table_new(NULL, NULL);
    g_hash_table_insert(changes->letters, GUINT_TO_POINTER(class), letters);
  }
  g_hash_table_insert(letters, GUINT_TO_POINTER(id), GINT_TO_POINTER(letter));
}

void changes_note_letter(Changes *changes, const Followed *how, const MirrorRow *row, int way)
{
  if (how->self == 0)
    return;
  if (way > 0)
    set_letter(changes, how->self, row->ids[0], row->letter);
  else if (letters_of(changes, how->self) != NULL)
    g_hash_table_remove(letters_of(changes, how->self), GUINT_TO_POINTER(row->ids[0]));
}

/* 0: there is no such object. */
static char letter_of(const Changes *changes, guint32 class, guint32 id)
{
  GHashTable *letters = letters_of(changes, class == CLASS_COLUMNS ? CLASS_RELATION : class);
  return letters != NULL ? (char)GPOINTER_TO_INT(g_hash_table_lookup(letters, GUINT_TO_POINTER(id))) : 0;
}

gboolean changes_is_table(const Changes *changes, guint32 id)
{
  char letter = letter_of(changes, CLASS_RELATION, id);
  return letter != 0 && strchr("rpmf", letter) != NULL;
}

static gboolean has_changed(const Dirty *dirty)
{
  return dirty->changed || dirty->content != 0 || dirty->made != 0;
}

GArray *changes_objects(const Changes *changes)
{
  GArray *objects = g_array_new(FALSE, FALSE, sizeof(ChangedObject));
  GHashTableIter dirty;
  gpointer value;
  g_hash_table_iter_init(&dirty, changes->dirty);
  while (g_hash_table_iter_next(&dirty, &value, NULL)) {
    const Dirty *one = value;
    guint32 class = CLASS_OF(one->key), id = ID_OF(one->key);
    const ChangedObject object = {class, id, letter_of(changes, class, id), one->whole ? NULL : one->parts};
    if (has_changed(one))
      g_array_append_val(objects, object);
  }
  return objects;
}

/* Dependants */

/* What holds names of an object that has another one now, or another shape: all that depends on it, or on the
 * part that has, and what is written as a query, for which other columns may have to be called otherwise even
 * if one was only added. What comes with an object in the same text is that object. */
static const char dependants_sql[] =
    "WITH RECURSIVE d (class, id, part, all_of_them, begins) AS ("
    "SELECT *, true FROM unnest($1::oid[], $2::oid[], $3::int[], $4::bool[]) "
    "UNION "
    "SELECT e.*, false FROM d CROSS JOIN LATERAL ("
    "  SELECT p.classid, p.objid, 0, p.classid <> 2618 FROM pg_depend p"
    "   WHERE p.refclassid = d.class AND p.refobjid = d.id"
    "     AND (d.all_of_them AND (d.part = 0 OR p.refobjsubid IN (0, d.part))"
    "          OR p.classid::int8 IN (1247, 1255, 2618, 3256)) "
    "  UNION ALL "
    "  SELECT p.refclassid, p.refobjid, 0, p.refclassid = 1247 FROM pg_depend p"
    "   WHERE p.classid = d.class AND p.objid = d.id"
    "     AND (d.class = 2618 AND p.deptype = 'i' AND p.refclassid::int8 = 1259"
    "          OR d.class = 2604 AND p.deptype IN ('a', 'i') AND p.refclassid::int8 = 1259"
    "          OR d.class = 1259 AND p.deptype = 'i' AND p.refclassid::int8 IN (1247, 2606))) AS e)"
    "SELECT DISTINCT class, id FROM d WHERE NOT begins";

/* Objects that something may hold a part of which is another one now. */
typedef struct {
  GString *classes, *ids, *parts, *all;
} Changed;

static void ask_for(Changed *changed, guint32 class, guint32 id, int part, gboolean all)
{
  const char *comma = changed->classes->len > 1 ? "," : "";
  g_string_append_printf(changed->classes, "%s%u", comma, class);
  g_string_append_printf(changed->ids, "%s%u", comma, id);
  g_string_append_printf(changed->parts, "%s%d", comma, part);
  g_string_append_printf(changed->all, "%s%s", comma, all ? "t" : "f");
}

static void take_in(Changes *changes, guint32 class, guint32 id)
{
  Dirty *dirty = find_dirty(changes, class, id);
  dirty->changed = dirty->whole = TRUE;
}

/* A relation as a whole is in the names of its columns, and what its columns are may be in its own text. */
static void take_in_whole(Changes *changes, guint32 class, guint32 id)
{
  gboolean of_relation = class == CLASS_RELATION || class == CLASS_COLUMNS;
  take_in(changes, of_relation ? CLASS_RELATION : class, id);
  if (of_relation)
    take_in(changes, CLASS_COLUMNS, id);
}

/* What has come or gone takes its columns with it. */
static gboolean is_made(const Changes *changes, const Dirty *dirty)
{
  const Dirty *whole =
      CLASS_OF(dirty->key) == CLASS_COLUMNS ? look_up(changes, CLASS_RELATION, ID_OF(dirty->key)) : dirty;
  return whole != NULL && whole->made != 0;
}

static gboolean has_lost_shape(const Dirty *dirty)
{
  for (guint i = 0; dirty->shapes != NULL && i < dirty->shapes->len; i++) {
    const Shape *shape = &g_array_index(dirty->shapes, Shape, i);
    if (shape->digest != 0 && shape->lost)
      return TRUE;
  }
  return FALSE;
}

/* Those that are left are what they were, but for their places; a table itself says nothing of its columns
 * but in the key that it is partitioned by, and those are not dropped. */
static gboolean has_lost_only_parts(Dirty *dirty)
{
  for (guint i = 0; dirty->shapes != NULL && i < dirty->shapes->len; i++) {
    const Shape *shape = &g_array_index(dirty->shapes, Shape, i);
    if (shape->digest != 0 && shape->lost && (shape->part == 0 || !find_part(dirty, shape->part)->gone))
      return FALSE;
  }
  return TRUE;
}

/* What the columns are is more than an affair of theirs: of what names them, and of an index. */
static gboolean concerns_whole(const Changes *changes, const Dirty *dirty)
{
  char letter = letter_of(changes, CLASS_RELATION, ID_OF(dirty->key));
  return has_lost_shape(dirty) || letter == 'i' || letter == 'I';
}

/* What depends on columns is known of tables. */
static gboolean has_known_parts(const Changes *changes, guint32 class, guint32 id)
{
  char letter = letter_of(changes, CLASS_RELATION, id);
  return class == CLASS_COLUMNS && (letter == 'r' || letter == 'p');
}

static void ask_for_shapes(Changes *changes, const Dirty *dirty, Changed *changed)
{
  guint32 class = CLASS_OF(dirty->key), id = ID_OF(dirty->key);
  gboolean by_part = has_known_parts(changes, class, id);
  for (guint i = 0; dirty->shapes != NULL && i < dirty->shapes->len; i++) {
    const Shape *shape = &g_array_index(dirty->shapes, Shape, i);
    if (shape->digest == 0)
      continue;
    ask_for(changed, class == CLASS_COLUMNS ? CLASS_RELATION : class, id, by_part ? shape->part : 0,
            shape->lost);
    changes->renamed = changes->renamed || shape->lost;
  }
}

static void note_changed(Changes *changes, Dirty *dirty, Changed *changed)
{
  guint32 class = CLASS_OF(dirty->key), id = ID_OF(dirty->key);
  gboolean of_relation = class == CLASS_RELATION || class == CLASS_COLUMNS;
  if (!is_made(changes, dirty))
    ask_for_shapes(changes, dirty, changed);
  if (!of_relation || !has_changed(dirty))
    return;
  changes_touch(changes, id);
  if (class != CLASS_RELATION && !concerns_whole(changes, dirty))
    return;
  if (!has_known_parts(changes, class, id) || !has_lost_only_parts(dirty))
    take_in_whole(changes, class, id);
}

/* Objects may be added on the way, which have nothing to be noted. */
static void collect_changed(Changes *changes, Changed *changed)
{
  guint n;
  g_autofree gpointer *all = g_hash_table_get_keys_as_array(changes->dirty, &n);
  for (guint i = 0; i < n; i++)
    note_changed(changes, all[i], changed);
  for (guint i = 0; i < n; i++) {
    Dirty *dirty = all[i];
    g_clear_pointer(&dirty->shapes, g_array_unref);
    *dirty = (Dirty){
        .key = dirty->key, .changed = has_changed(dirty), .whole = dirty->whole, .parts = dirty->parts};
  }
}

static gboolean ask(Changes *changes, PGconn *connection, Changed *changed)
{
  GString *const lists[] = {changed->classes, changed->ids, changed->parts, changed->all};
  for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
    g_string_append_c(lists[i], '}');
  if (!changes_prepare(changes, connection, "dependants", dependants_sql))
    return FALSE;
  const char *const values[] = {changed->classes->str, changed->ids->str, changed->parts->str,
                                changed->all->str};
  g_autoptr(PGresult) found = PQexecPrepared(connection, "dependants", 4, values, NULL, NULL, 0);
  for (int i = 0; i < PQntuples(found); i++) {
    guint32 class = number(found, i, 0), id = number(found, i, 1);
    if (followed_is_by_id(class))
      take_in_whole(changes, class, id);
    if (class == CLASS_RELATION)
      changes_touch(changes, id);
  }
  return PQresultStatus(found) == PGRES_TUPLES_OK;
}

gboolean changes_add_dependants(Changes *changes, PGconn *connection)
{
  Changed changed = {g_string_new("{"), g_string_new("{"), g_string_new("{"), g_string_new("{")};
  collect_changed(changes, &changed);
  gboolean asked = changed.classes->len == 1 || ask(changes, connection, &changed);
  g_string_free(changed.classes, TRUE);
  g_string_free(changed.ids, TRUE);
  g_string_free(changed.parts, TRUE);
  g_string_free(changed.all, TRUE);
  return asked;
}
