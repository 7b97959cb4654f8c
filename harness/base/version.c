#include <mighar/migration.h>

#include <string.h>

/* Digits, or several of them with a dot between two: "1", "1.20.3". */
static gboolean is_number(const char *version)
{
  for (;;) {
    gsize digits = strspn(version, "0123456789");
    if (digits == 0 || version[digits] == '\0')
      return digits > 0;
    if (version[digits] != '.')
      return FALSE;
    version += digits + 1;
  }
}

static int compare_parts(const char *a, gsize a_digits, const char *b, gsize b_digits)
{
  for (; a_digits > 0 && *a == '0'; a_digits--)
    a++;
  for (; b_digits > 0 && *b == '0'; b_digits--)
    b++;
  if (a_digits != b_digits)
    return a_digits < b_digits ? -1 : 1;
  return memcmp(a, b, a_digits);
}

/* Takes the first part off; a part that is not there counts as zero. */
static gsize take_part(const char **version, const char **part)
{
  gsize digits = strcspn(*version, ".");
  *part = *version;
  *version += digits + ((*version)[digits] == '.');
  return digits;
}

static int compare_numbers(const char *a, const char *b)
{
  int order = 0;
  while (order == 0 && (*a != '\0' || *b != '\0')) {
    const char *a_part, *b_part;
    gsize a_digits = take_part(&a, &a_part), b_digits = take_part(&b, &b_part);
    order = compare_parts(a_part, a_digits, b_part, b_digits);
  }
  return order;
}

int mighar_version_compare(const char *a, const char *b)
{
  return is_number(a) && is_number(b) ? compare_numbers(a, b) : strcmp(a, b);
}

int mighar_format_compare(const MigharFormatFacts *format, const char *a, const char *b)
{
  int order = mighar_version_compare(a, b);
  if (order == 0 || format->text_order == NULL)
    return order;
  g_autofree char *left = g_strconcat(a, format->text_order, NULL);
  g_autofree char *right = g_strconcat(b, format->text_order, NULL);
  return strcmp(left, right);
}

/* The parts without the zeros in front of them, up to the last one that is not zero. */
static char *number_key(const char *version)
{
  GString *key = g_string_new(NULL);
  gsize length = 0;
  while (*version != '\0') {
    const char *part;
    gsize digits = take_part(&version, &part), zeros = strspn(part, "0");
    g_string_append_c(key, '.');
    g_string_append_len(key, part + zeros, (gssize)(zeros < digits ? digits - zeros : 0));
    if (zeros < digits)
      length = key->len;
  }
  g_string_truncate(key, length);
  return g_string_free(key, FALSE);
}

/* What is no number stands behind a sign that no key of a number begins with. */
char *mighar_version_key(const char *version)
{
  return is_number(version) ? number_key(version) : g_strconcat("=", version, NULL);
}
