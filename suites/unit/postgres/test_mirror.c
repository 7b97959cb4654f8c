#include "mirror.h"

#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const MirrorRow whole = {.ids = {16384, 4000000000u, 1},
                                .classes = {1259, 2606, 0},
                                .part = -3,
                                .shape = 0xFFFFFFFF,
                                .letter = 'r',
                                .present = TRUE,
                                .content = G_MAXUINT64};
static const MirrorRow little = {.ids = {16385}, .classes = {1249}, .letter = '?', .present = TRUE};
static const MirrorRow none;

static void assert_row(Mirror *mirror, guint32 block, guint16 row, const MirrorRow *expected)
{
  const MirrorRow *found = mirror_get(mirror, block, row);
  assert_non_null(found);
  for (guint i = 0; i < MIRROR_OWNERS; i++) {
    assert_int_equal(found->ids[i], expected->ids[i]);
    assert_int_equal(found->classes[i], expected->classes[i]);
  }
  assert_int_equal(found->part, expected->part);
  assert_int_equal(found->shape, expected->shape);
  assert_int_equal(found->letter, expected->letter);
  assert_true(found->content == expected->content);
  assert_true(found->present);
}

static void gives_back_what_it_was_given(void **state)
{
  (void)state;
  Mirror *mirror = mirror_new();
  mirror_set(mirror, 7, 1, &whole);
  mirror_set(mirror, 7, 291, &little);
  assert_row(mirror, 7, 1, &whole);
  assert_row(mirror, 7, 291, &little);
  assert_null(mirror_get(mirror, 7, 2));
  assert_null(mirror_get(mirror, 6, 1));
  assert_null(mirror_get(mirror, 8, 1));
  mirror_free(mirror);
}

static void puts_one_row_in_the_place_of_another(void **state)
{
  (void)state;
  Mirror *mirror = mirror_new();
  mirror_set(mirror, 0, 1, &little);
  mirror_set(mirror, 0, 2, &little);
  mirror_set(mirror, 0, 1, &whole);
  assert_row(mirror, 0, 1, &whole);
  assert_row(mirror, 0, 2, &little);
  mirror_set(mirror, 0, 2, &none);
  assert_null(mirror_get(mirror, 0, 2));
  assert_row(mirror, 0, 1, &whole);
  mirror_set(mirror, 0, 1, &none);
  mirror_set(mirror, 0, 1, &none);
  assert_null(mirror_get(mirror, 0, 1));
  mirror_set(mirror, 0, 1, &little);
  assert_row(mirror, 0, 1, &little);
  mirror_free(mirror);
}

/* Against the obvious way of doing it. */
static void equals_a_table_of_rows(void **state)
{
  (void)state;
  enum { BLOCKS = 5, ROWS = 60 };
  g_autoptr(GRand) random = g_rand_new_with_seed(1);
  MirrorRow rows[BLOCKS][ROWS] = {0};
  Mirror *mirror = mirror_new();
  for (guint round = 0; round < 20000; round++) {
    guint32 block = (guint32)g_rand_int_range(random, 0, BLOCKS);
    guint16 row = (guint16)g_rand_int_range(random, 0, ROWS);
    MirrorRow content = *(const MirrorRow *[]){&whole, &little, &none}[g_rand_int_range(random, 0, 3)];
    content.shape = g_rand_int_range(random, 0, 2) * g_rand_int(random);
    rows[block][row] = content;
    mirror_set(mirror, block, row, &content);
  }
  for (guint32 block = 0; block < BLOCKS; block++)
    for (guint16 row = 0; row < ROWS; row++)
      if (rows[block][row].present)
        assert_row(mirror, block, row, &rows[block][row]);
      else
        assert_null(mirror_get(mirror, block, row));
  mirror_free(mirror);
}

/* A schema of 2,000 migrations has about 100,000 such rows, and they are held all the time. */
static void needs_little_room(void **state)
{
  (void)state;
  enum { BLOCKS = 1000, ROWS = 60 };
  gsize before = mallinfo2().uordblks;
  Mirror *mirror = mirror_new();
  for (guint32 block = 0; block < BLOCKS; block++)
    for (guint16 row = 1; row <= ROWS; row++)
      mirror_set(mirror, block, row, &little);
  gsize held = mallinfo2().uordblks - before;
  for (guint32 block = 0; block < BLOCKS; block++)
    for (guint16 row = 1; row <= ROWS; row++)
      mirror_set(mirror, block, row, &none);
  gsize empty = mallinfo2().uordblks - before;
  mirror_free(mirror);
  assert_true(held < (gsize)BLOCKS * ROWS * 16);
  assert_true(empty < (gsize)BLOCKS * 32);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(gives_back_what_it_was_given),
      cmocka_unit_test(puts_one_row_in_the_place_of_another),
      cmocka_unit_test(equals_a_table_of_rows),
      cmocka_unit_test(needs_little_room),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
