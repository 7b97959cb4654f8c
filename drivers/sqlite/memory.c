#include "memory.h"

#include <glib.h>
#include <sqlite3.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define WATCHED 1 /* by a sanitizer, which is to see every piece */
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED 1
#endif
#endif

enum { STEP = 16, LARGEST = 2048, CLASSES = LARGEST / STEP + 1, BLOCK = 256 * 1024 };

/* In front of what SQLite gets: how much that is. What is free has the next of its list in its place. */
typedef struct Piece {
  gsize size;
  struct Piece *next;
} Piece;

#define HEADER G_STRUCT_OFFSET(Piece, next)

/* Only one thread uses a pool at a time. A piece may come back to another pool than it is from, so that
 * blocks are never given back: of a thread that ends, the next one takes over the pool. */
typedef struct Pool {
  Piece *free[CLASSES];
  char *fresh, *end; /* what is left of the last block */
  GSList *blocks;
  struct Pool *next; /* of those without a thread */
} Pool;

static void leave(gpointer pool);

static GMutex mutex;
static Pool *left;                               /* by threads that have ended */
static GPrivate current = G_PRIVATE_INIT(leave); /* for its end; to look it up takes too long */
static _Thread_local Pool *mine;

static void leave(gpointer pool)
{
  mine = NULL;
  g_mutex_lock(&mutex);
  ((Pool *)pool)->next = left;
  left = pool;
  g_mutex_unlock(&mutex);
}

static Pool *take_over(void)
{
  g_mutex_lock(&mutex);
  Pool *pool = left;
  if (pool != NULL)
    left = pool->next;
  g_mutex_unlock(&mutex);
  if (pool == NULL)
    pool = g_new0(Pool, 1);
  g_private_set(&current, pool);
  mine = pool;
  return pool;
}

static Pool *get_pool(void)
{
  return mine != NULL ? mine : take_over();
}

static gsize class_of(gsize size)
{
  return size == 0 ? 1 : (size + STEP - 1) / STEP;
}

static Piece *piece_at(void *memory)
{
  return (Piece *)((char *)memory - HEADER);
}

static Piece *cut(Pool *pool, gsize size)
{
  if ((gsize)(pool->end - pool->fresh) < HEADER + size) {
    char *block = g_try_malloc(BLOCK);
    if (block == NULL)
      return NULL;
    pool->blocks = g_slist_prepend(pool->blocks, block);
    pool->fresh = block;
    pool->end = block + BLOCK;
  }
  Piece *piece = (Piece *)pool->fresh;
  pool->fresh += HEADER + size;
  piece->size = size;
  return piece;
}

static void *allocate_large(gsize size)
{
  Piece *piece = g_try_malloc(HEADER + size);
  if (piece == NULL)
    return NULL;
  piece->size = size;
  return &piece->next;
}

static void *allocate(int size)
{
  gsize class = class_of((gsize)size);
  if (class >= CLASSES)
    return allocate_large((gsize)size);
  Pool *pool = get_pool();
  Piece *piece = pool->free[class];
  if (piece != NULL)
    pool->free[class] = piece->next;
  else
    piece = cut(pool, class * STEP);
  return piece != NULL ? &piece->next : NULL;
}

static void release(void *memory)
{
  if (memory == NULL)
    return;
  Piece *piece = piece_at(memory);
  if (piece->size > LARGEST) {
    g_free(piece);
    return;
  }
  Pool *pool = get_pool();
  piece->next = pool->free[piece->size / STEP];
  pool->free[piece->size / STEP] = piece;
}

static int size_of(void *memory)
{
  return memory != NULL ? (int)piece_at(memory)->size : 0;
}

static int round_up(int size)
{
  gsize class = class_of((gsize)size);
  return class < CLASSES ? (int)(class * STEP) : (size + 7) & ~7;
}

static void *reallocate(void *memory, int size)
{
  gsize before = piece_at(memory)->size;
  if (before <= LARGEST && (gsize)size <= before)
    return memory;
  if (before > LARGEST && size > LARGEST) {
    Piece *piece = g_try_realloc(piece_at(memory), HEADER + (gsize)size);
    if (piece != NULL)
      piece->size = (gsize)size;
    return piece != NULL ? &piece->next : NULL;
  }
  void *moved = allocate(size);
  if (moved != NULL) {
    memcpy(moved, memory, MIN(before, (gsize)size));
    release(memory);
  }
  return moved;
}

static int begin(void *data G_GNUC_UNUSED)
{
  return SQLITE_OK;
}

static void end(void *data G_GNUC_UNUSED)
{
}

static void configure(void)
{
  static const sqlite3_mem_methods methods G_GNUC_UNUSED = {allocate, release, reallocate, size_of,
                                                            round_up, begin,   end,        NULL};
#ifndef WATCHED
  sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
#endif
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
}

void memory_configure(void)
{
  static gsize done;
  if (g_once_init_enter(&done)) {
    configure();
    g_once_init_leave(&done, 1);
  }
}
