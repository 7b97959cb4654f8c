#include "mirror.h"

#include <string.h>

/* There are as many rows as a schema has columns and more, and most of what one could hold is nothing. So a
 * block is a string of rows, in any order, each of which is a head and those of its fields that are not 0. */
typedef struct {
  guint16 row;
  guint16 fields; /* a bit for each of what is in fields[] */
  guint8 length;  /* of all that is kept of the row */
  char letter;
} Head;

#define FIELD(member) G_STRUCT_OFFSET(MirrorRow, member), sizeof((MirrorRow *)NULL)->member

static const struct {
  guint offset, size;
} fields[] = {
    {FIELD(ids[0])},     {FIELD(ids[1])}, {FIELD(ids[2])}, {FIELD(classes[0])}, {FIELD(classes[1])},
    {FIELD(classes[2])}, {FIELD(shape)},  {FIELD(part)},   {FIELD(content)},
};

typedef struct {
  guint length;
  guint8 rows[];
} Block;

struct Mirror {
  GPtrArray *blocks; /* Block, or NULL: nothing is in it */
  MirrorRow found;
};

Mirror *mirror_new(void)
{
  Mirror *mirror = g_new0(Mirror, 1);
  mirror->blocks = g_ptr_array_new_with_free_func(g_free);
  return mirror;
}

Mirror *mirror_copy(const Mirror *mirror)
{
  Mirror *copy = mirror_new();
  g_ptr_array_set_size(copy->blocks, (gint)mirror->blocks->len);
  for (guint i = 0; i < mirror->blocks->len; i++) {
    const Block *block = g_ptr_array_index(mirror->blocks, i);
    if (block != NULL)
      copy->blocks->pdata[i] = g_memdup2(block, sizeof *block + block->length);
  }
  return copy;
}

void mirror_free(Mirror *mirror)
{
  if (mirror == NULL)
    return;
  g_ptr_array_unref(mirror->blocks);
  g_free(mirror);
}

/* Rows */

void mirror_row_tidy(MirrorRow *row)
{
  if (row->part < 0)
    *row = (MirrorRow){.present = row->present, .letter = row->letter};
  for (guint i = 0; i < MIRROR_OWNERS; i++)
    if (row->ids[i] == 0)
      row->classes[i] = 0;
}

static gboolean is_nothing(const guint8 *bytes, guint size)
{
  static const guint8 nothing[sizeof(guint64)];
  return memcmp(bytes, nothing, size) == 0;
}

/* A row as it is kept, and how long that is. */
typedef struct {
  guint8 bytes[sizeof(Head) + sizeof(MirrorRow)];
  guint length;
} Packed;

static void pack(Packed *packed, guint16 row, const MirrorRow *content)
{
  Head head = {.row = row, .letter = content->letter};
  packed->length = sizeof head;
  for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
    const guint8 *field = (const guint8 *)content + fields[i].offset;
    if (is_nothing(field, fields[i].size))
      continue;
    head.fields |= 1 << i;
    memcpy(packed->bytes + packed->length, field, fields[i].size);
    packed->length += fields[i].size;
  }
  head.length = (guint8)packed->length;
  memcpy(packed->bytes, &head, sizeof head);
}

static void unpack(const guint8 *packed, MirrorRow *content)
{
  Head head;
  memcpy(&head, packed, sizeof head);
  packed += sizeof head;
  *content = (MirrorRow){.present = TRUE, .letter = head.letter};
  for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
    if (head.fields & 1 << i) {
      memcpy((guint8 *)content + fields[i].offset, packed, fields[i].size);
      packed += fields[i].size;
    }
}

/* Blocks */

/* The row in the block, and how long it is; NULL when it is not there. */
static guint8 *find(Block *block, guint16 row, guint *length)
{
  for (guint at = 0; block != NULL && at < block->length; at += *length) {
    Head head;
    memcpy(&head, block->rows + at, sizeof head);
    *length = head.length;
    if (head.row == row)
      return block->rows + at;
  }
  return NULL;
}

static Block *block_at(const Mirror *mirror, guint32 block)
{
  return block < mirror->blocks->len ? g_ptr_array_index(mirror->blocks, block) : NULL;
}

const MirrorRow *mirror_get(Mirror *mirror, guint32 block, guint16 row)
{
  guint length = 0;
  const guint8 *found = find(block_at(mirror, block), row, &length);
  if (found == NULL)
    return NULL;
  unpack(found, &mirror->found);
  return &mirror->found;
}

static void take_away(Block *block, guint8 *row, guint length)
{
  guint8 *end = block->rows + block->length;
  memmove(row, row + length, (gsize)(end - (row + length)));
  block->length -= length;
}

static Block *append(Block *block, const Packed *packed)
{
  guint before = block != NULL ? block->length : 0;
  block = g_realloc(block, sizeof *block + before + packed->length);
  memcpy(block->rows + before, packed->bytes, packed->length);
  block->length = before + packed->length;
  return block;
}

void mirror_set(Mirror *mirror, guint32 block, guint16 row, const MirrorRow *content)
{
  if (block >= mirror->blocks->len)
    g_ptr_array_set_size(mirror->blocks, (gint)block + 1);
  gpointer *place = &mirror->blocks->pdata[block];
  guint length = 0;
  guint8 *old = find(*place, row, &length);
  if (old != NULL)
    take_away(*place, old, length);
  if (content->present) {
    Packed packed;
    pack(&packed, row, content);
    *place = append(*place, &packed);
  } else if (old != NULL && ((Block *)*place)->length == 0) {
    g_clear_pointer(place, g_free);
  }
}
