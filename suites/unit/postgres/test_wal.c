/* The log, read from bytes as a server has written them; what is cut short, not yet written or damaged; and
 * what is kept of the catalogs' rows. */
#include "crc32c.h"
#include "mirror.h"
#include "wal.h"

#include "wal_bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static GByteArray *read_digits(const char *digits)
{
  GByteArray *bytes = g_byte_array_new();
  for (gsize i = 0; digits[i] != '\0'; i += 2) {
    guint8 byte = (guint8)(g_ascii_xdigit_value(digits[i]) << 4 | g_ascii_xdigit_value(digits[i + 1]));
    g_byte_array_append(bytes, &byte, 1);
  }
  return bytes;
}

static GByteArray *read_bytes(void)
{
  return read_digits(wal_bytes);
}

static WalReader new_reader(int version)
{
  return (WalReader){.format = {version, 1024 * 1024}, .position = WAL_BYTES_START};
}

static void append(GString *told, const WalEntry *entry)
{
  static const char *const changes[] = {"other", "made", "ended"};
  g_string_append_printf(told, "%s %u,%u; ", changes[entry->change], entry->block, entry->row);
}

static void note(void *data, const WalEntry *entry)
{
  if (entry->change == WAL_COMMITTED)
    return;
  assert_int_equal(entry->database, WAL_BYTES_DATABASE);
  if (entry->relation == WAL_BYTES_TABLE)
    append(data, entry);
}

static const char all[] =
    "made 0,2; made 0,3; ended 0,2; made 0,4; ended 0,3; made 0,5; made 0,6; made 0,7; ";

static void rows_are_told(void **state G_GNUC_UNUSED)
{
  g_autoptr(GByteArray) bytes = read_bytes();
  g_autoptr(GString) told = g_string_new(NULL);
  WalReader reader = new_reader(150000);
  assert_int_equal(wal_read(&reader, bytes->data, WAL_BYTES_LENGTH, note, told), WAL_ALL);
  assert_string_equal(told->str, all);
  assert_true(reader.position == WAL_BYTES_START + WAL_BYTES_LENGTH);
}

static void note_transaction(void *data, const WalEntry *entry)
{
  if (entry->change == WAL_COMMITTED)
    g_string_append_printf(data, "%u committed; ", entry->transaction);
  else if (entry->change == WAL_ENDED && entry->relation == WAL_BYTES_TABLE)
    g_string_append_printf(data, "%u by %u; ", entry->row, entry->transaction);
}

static void who_ended_a_row_is_told_and_whether_it_committed(void **state G_GNUC_UNUSED)
{
  g_autoptr(GByteArray) bytes = read_bytes();
  g_autoptr(GString) told = g_string_new(NULL);
  WalReader reader = new_reader(150000);
  assert_int_equal(wal_read(&reader, bytes->data, WAL_BYTES_LENGTH, note_transaction, told), WAL_ALL);
  assert_string_equal(told->str, "2 by 33601; 3 by 33601; 33601 committed; 33602 committed; ");
}

static void note_beside_a_map(void *data, const WalEntry *entry)
{
  if (entry->change == WAL_COMMITTED)
    return;
  assert_int_equal(entry->database, WAL_MAP_DATABASE);
  assert_int_equal(entry->relation, WAL_MAP_TABLE);
  append(data, entry);
}

/* A block of the map of visibility is not where the old version of a row was. */
static void the_old_version_is_not_in_the_map_of_visibility(void **state G_GNUC_UNUSED)
{
  g_autoptr(GByteArray) bytes = read_digits(wal_map_bytes);
  g_autoptr(GString) told = g_string_new(NULL);
  WalReader reader = {.format = {170000, 1024 * 1024}, .position = WAL_MAP_START};
  assert_int_equal(wal_read(&reader, bytes->data, bytes->len, note_beside_a_map, told), WAL_ALL);
  assert_string_equal(told->str, "ended 0,2; made 0,4; ");
}

static void the_end_is_seen(void **state G_GNUC_UNUSED)
{
  g_autoptr(GByteArray) bytes = read_bytes();
  g_autoptr(GString) told = g_string_new(NULL);
  WalReader reader = new_reader(150000);
  assert_int_equal(wal_read(&reader, bytes->data, bytes->len, note, told), WAL_END);
  assert_string_equal(told->str, all);
  assert_true(reader.position == WAL_BYTES_START + WAL_BYTES_LENGTH);
}

/* In two parts, wherever the first one ends. */
static void parts_are_put_together(void **state G_GNUC_UNUSED)
{
  g_autoptr(GByteArray) bytes = read_bytes();
  for (gsize cut = 0; cut <= WAL_BYTES_LENGTH; cut++) {
    g_autoptr(GString) told = g_string_new(NULL);
    WalReader reader = new_reader(150000);
    WalState first = wal_read(&reader, bytes->data, cut, note, told);
    if (first != WAL_ALL && first != WAL_MORE)
      fail_msg("cut at %zu: %d", cut, first);
    gsize done = (gsize)(reader.position - WAL_BYTES_START);
    assert_true(done <= cut);
    if (wal_read(&reader, bytes->data + done, WAL_BYTES_LENGTH - done, note, told) != WAL_ALL)
      fail_msg("cut at %zu", cut);
    assert_string_equal(told->str, all);
  }
}

/* A record that another process has not filled in yet ends the log, and nothing behind it is told. What a
 * page's header says besides, and what fills up records, is of no interest. */
static void what_is_damaged_is_not_told(void **state G_GNUC_UNUSED)
{
  g_autoptr(GByteArray) bytes = read_bytes();
  guint not_missed = 0;
  for (gsize i = 0; i < WAL_BYTES_LENGTH; i++) {
    g_autoptr(GString) told = g_string_new(NULL);
    WalReader reader = new_reader(150000);
    bytes->data[i] ^= 0x40;
    gboolean whole = wal_read(&reader, bytes->data, WAL_BYTES_LENGTH, note, told) == WAL_ALL;
    bytes->data[i] ^= 0x40;
    not_missed += whole;
    if (!g_str_has_prefix(all, told->str) || (!whole && reader.position > WAL_BYTES_START + i))
      fail_msg("byte %zu: %s", i, told->str);
  }
  assert_in_range(not_missed, 0, 80);
}

static void other_versions_pages_are_not_read(void **state G_GNUC_UNUSED)
{
  g_autoptr(GByteArray) bytes = read_bytes();
  g_autoptr(GString) told = g_string_new(NULL);
  WalReader reader = new_reader(160000);
  assert_int_equal(wal_read(&reader, bytes->data, WAL_BYTES_LENGTH, note, told), WAL_END);
  assert_true(reader.position < (WAL_BYTES_START / WAL_PAGE + 1) * WAL_PAGE);
}

static void positions_are_in_front_of_headers(void **state G_GNUC_UNUSED)
{
  const guint64 segment = 1024 * 1024;
  assert_true(wal_position(3 * segment + 40, segment) == 3 * segment);
  assert_true(wal_position(3 * segment + WAL_PAGE + 24, segment) == 3 * segment + WAL_PAGE);
  assert_true(wal_position(3 * segment + WAL_PAGE + 40, segment) == 3 * segment + WAL_PAGE + 40);
  assert_true(wal_position(3 * segment + 24, segment) == 3 * segment + 24);
}

/* Examples of RFC 3720, B.4. */
static void checksums_are_castagnolis(void **state G_GNUC_UNUSED)
{
  guint8 bytes[32] = {0};
  assert_true(crc32c_finish(crc32c(CRC32C_START, bytes, sizeof bytes)) == 0x8A9136AA);
  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8)i;
  assert_true(crc32c_finish(crc32c(CRC32C_START, bytes, sizeof bytes)) == 0x46DD794E);
  assert_true(crc32c_finish(crc32c(crc32c(CRC32C_START, bytes, 5), bytes + 5, 27)) == 0x46DD794E);
}

static void rows_are_kept_by_place(void **state G_GNUC_UNUSED)
{
  Mirror *mirror = mirror_new();
  const MirrorRow row = {.ids = {7}, .present = TRUE, .letter = 'r'}, none = {.present = FALSE};
  assert_null(mirror_get(mirror, 0, 1));
  mirror_set(mirror, 3, 5, &row);
  assert_null(mirror_get(mirror, 3, 4));
  assert_null(mirror_get(mirror, 3, 6));
  assert_null(mirror_get(mirror, 2, 5));
  assert_null(mirror_get(mirror, 4, 5));
  assert_int_equal(mirror_get(mirror, 3, 5)->ids[0], 7);
  mirror_set(mirror, 3, 5, &none);
  assert_null(mirror_get(mirror, 3, 5));
  mirror_free(mirror);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_are_told),
      cmocka_unit_test(who_ended_a_row_is_told_and_whether_it_committed),
      cmocka_unit_test(the_old_version_is_not_in_the_map_of_visibility),
      cmocka_unit_test(the_end_is_seen),
      cmocka_unit_test(parts_are_put_together),
      cmocka_unit_test(what_is_damaged_is_not_told),
      cmocka_unit_test(other_versions_pages_are_not_read),
      cmocka_unit_test(positions_are_in_front_of_headers),
      cmocka_unit_test(checksums_are_castagnolis),
      cmocka_unit_test(rows_are_kept_by_place),
  };
  return cmocka_run_group_tests_name("the write-ahead log", tests, NULL, NULL);
}
