#include "mirror.h"

/* Rows lie close to one another, so a block is an array of them. */
struct Mirror {
  GPtrArray *blocks; /* GArray of MirrorRow, or NULL */
};

static void free_block(gpointer block)
{
  if (block != NULL)
    g_array_unref(block);
}

Mirror *mirror_new(void)
{
  Mirror *mirror = g_new0(Mirror, 1);
  mirror->blocks = g_ptr_array_new_with_free_func(free_block);
  return mirror;
}

void mirror_free(Mirror *mirror)
{
  if (mirror == NULL)
    return;
  g_ptr_array_unref(mirror->blocks);
  g_free(mirror);
}

const MirrorRow *mirror_get(const Mirror *mirror, guint32 block, guint16 row)
{
  const GArray *rows = block < mirror->blocks->len ? g_ptr_array_index(mirror->blocks, block) : NULL;
  if (rows == NULL || row >= rows->len)
    return NULL;
  const MirrorRow *found = &g_array_index(rows, MirrorRow, row);
  return found->present ? found : NULL;
}

void mirror_set(Mirror *mirror, guint32 block, guint16 row, const MirrorRow *content)
{
  if (block >= mirror->blocks->len)
    g_ptr_array_set_size(mirror->blocks, (gint)block + 1);
  GArray *rows = g_ptr_array_index(mirror->blocks, block);
  if (rows == NULL)
    rows = mirror->blocks->pdata[block] = g_array_new(FALSE, TRUE, sizeof(MirrorRow));
  if (row >= rows->len)
    g_array_set_size(rows, row + 1u);
  g_array_index(rows, MirrorRow, row) = *content;
}
