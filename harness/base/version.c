#include <mighar/migration.h>

#include <string.h>

static gboolean is_number(const char *version)
{
  return *version != '\0' && version[strspn(version, "0123456789")] == '\0';
}

static int compare_numbers(const char *a, const char *b)
{
  a += strspn(a, "0");
  b += strspn(b, "0");
  gsize a_digits = strlen(a), b_digits = strlen(b);
  if (a_digits != b_digits)
    return a_digits < b_digits ? -1 : 1;
  return strcmp(a, b);
}

int mighar_version_compare(const char *a, const char *b)
{
  return is_number(a) && is_number(b) ? compare_numbers(a, b) : strcmp(a, b);
}
